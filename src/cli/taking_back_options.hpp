#pragma once

#include <optional>
#include <string>

#include "inmail/app/record/void.hpp"
#include "mode_options.hpp"
#include "options.hpp"
#include "session.hpp"

namespace inmail::cli {

/// What `void` and `undo` take: --at, --note, --key, --dry-run, --format.
class TakingBackOptions {
  public:
    explicit TakingBackOptions(FormatOption::Offer offer = FormatOption::Offer::sentences) : mode_(offer) {}
    void declare(Options& options);
    /// The request, without what is to be taken back.
    [[nodiscard]] app::VoidRequest request(Session& session) const;
    /// How it is reported.
    [[nodiscard]] const ModeOptions& mode() const { return mode_; }

  private:
    std::optional<std::string> at_;
    std::optional<std::string> note_;
    std::optional<std::string> key_;
    ModeOptions mode_;
};

}  // namespace inmail::cli
