#pragma once

#include <optional>
#include <string>

#include "inmail/core/time.hpp"
#include "options.hpp"

namespace inmail::cli {

class Session;

/// `--within DAYS` or `--until WHEN`: how far ahead a report looks for losses.
class HorizonOption {
  public:
    void declare(Options& options);
    [[nodiscard]] bool is_given() const { return within_ || until_; }
    /// From `as_of` on. A date includes what is lost when it ends. Throws UsageError for both options, InputError for a time
    /// before `as_of` or too far ahead.
    [[nodiscard]] Duration from(Session& session, Instant as_of) const;

  private:
    std::optional<std::string> within_;
    std::optional<std::string> until_;
};

}  // namespace inmail::cli
