#pragma once

#include "format_option.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/core/errors.hpp"
#include "options.hpp"
#include "session.hpp"

namespace inmail::cli {

/// How a command records and reports it: --dry-run, --force if a rule may refuse it, and --format.
class ModeOptions {
  public:
    explicit ModeOptions(FormatOption::Offer offer = FormatOption::Offer::sentences) : format_(offer) {}
    void declare(Options& options);
    /// The same without --force.
    void declare_unforced(Options& options);

    [[nodiscard]] app::RecordingMode mode(Session& session) const;
    [[nodiscard]] bool is_dry_run() const { return dry_run_; }
    [[nodiscard]] bool is_forced() const { return force_; }
    [[nodiscard]] const FormatOption& format() const { return format_; }
    /// Prints what was recorded.
    template <class Result>
    [[nodiscard]] ExitCode report(Session& session, const Result& result) const {
        format_.acknowledge(session, result, dry_run_);
        return ExitCode::done;
    }

  private:
    void declare_dry_run(Options& options);

    bool dry_run_{false};
    bool force_{false};
    FormatOption format_;
};

}  // namespace inmail::cli
