#include "inmail/app/record/rollover.hpp"

#include "commands/command_table.hpp"
#include "mode_options.hpp"
#include "options.hpp"
#include "record_options.hpp"
#include "time_options.hpp"

namespace inmail::cli {
namespace {

class Rollover : public Command {
  public:
    void declare(Options& options) override {
        options.phrase("--through", through_, "DATE", "Close refreshes up to the end of this date (default: now)",
                       io::reads_as_when);
        declare_when(options, "--at", at_, "The same as --through");
        options.value("--key", key_, "KEY", "The key, if only one close is due (default: one that names account and date)");
        options.value("--note", note_, "TEXT", "A note to keep with each close");
        mode_.declare_unforced(options);
    }

    ExitCode run(Session& session) override {
        app::RolloverRequest request;
        request.now = session.now();
        request.through = through(session);
        request.key = own_key(key_);
        request.note = note_.value_or("");
        request.dry_run = mode_.is_dry_run();
        return mode_.report(session, app::rollover(session.store(), request));
    }

  private:
    [[nodiscard]] Instant through(Session& session) const {
        const auto end = until(session, through_, "--through");
        const auto at = until(session, at_, "--at");
        if (end && at && *end != *at) throw UsageError("--at and --through differ", "give only one of them");
        return end ? *end : at.value_or(session.now());
    }

    static std::optional<Instant> until(Session& session, const std::optional<std::string>& typed, const char* option) {
        if (!typed) return std::nullopt;
        const io::When when = when_of(session, *typed, option);
        if (when.is_today) return session.now();
        if (when.at > session.now()) {
            throw InputError(std::string(option) + " lies in the future: a refresh can only be closed once it has happened",
                             "leave it out to close all that is due");
        }
        return std::min(when.inclusive(), session.now());
    }

    std::optional<std::string> through_;
    std::optional<std::string> at_;
    std::optional<std::string> key_;
    std::optional<std::string> note_;
    ModeOptions mode_;
};

}  // namespace

CommandEntry rollover_command() {
    return {
        "rollover",
        "",
        CommandGroup::recording,
        "",
        "Close the refreshes that are due",
        "inmail rollover\n"
        "inmail rollover --through 2026-03-31",
        "A refresh happens by the calendar, whether or not anyone records it. This command records its close: what was\n"
        "allotted, granted, forfeited and expired as computed now. `audit` and `verify` then report if later knowledge changes\n"
        "these figures. A close changes no balance; closing a refresh again does nothing.",
        make_command<Rollover>};
}

}  // namespace inmail::cli
