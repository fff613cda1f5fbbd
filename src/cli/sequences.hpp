#pragma once

#include <map>
#include <optional>
#include <string>

#include "inmail/app/outreach/sequence_step.hpp"
#include "inmail/core/sequence.hpp"
#include "options.hpp"
#include "session.hpp"

namespace inmail::cli {

/// The sequence that ships under the name, else that in the file. Throws InvalidRules; also InputError, which begins with
/// `where`, for a path that cannot be expanded.
[[nodiscard]] Sequence sequence_named(const std::string& typed, const std::string& where);

/// The sequence of the setting `key`, whose value stands at `where`. Throws InputError, which names both.
[[nodiscard]] Sequence sequence_of_setting(const std::string& key, const std::string& value, const std::string& where);

/// `--sequence SEQUENCE`, and the sequences that the config names for campaigns.
class SequenceOption {
  public:
    void declare(Options& options);
    [[nodiscard]] bool is_given() const { return typed_.has_value(); }
    /// Call it once; this must outlive the result. Throws InvalidRules, and InputError for a path that cannot be expanded.
    [[nodiscard]] app::Sequences read(Session& session);

  private:
    std::optional<std::string> typed_;
    Sequence usual_;  ///< of whom nothing names another
    std::map<std::string, Sequence> by_campaign_;
};

}  // namespace inmail::cli
