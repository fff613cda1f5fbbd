#include "entries.hpp"
#include "inmail/app/record.hpp"
#include "inmail/render/messages.hpp"
#include "moments.hpp"
#include "options.hpp"

namespace inmail::cli {
namespace {

class Rollover : public Command {
  public:
    void declare(Options& options) override {
        options.value("--through", through_, "DATE", "Close refreshes up to the end of this date (default now)");
        options.value("--note", note_, "TEXT", "A remark, kept with each close");
        options.flag("--dry-run", dry_run_, "Say what would happen, record nothing");
    }

    ExitCode run(Session& session) override {
        app::RolloverRequest request;
        request.now = session.now();
        request.through = through(session);
        request.note = note_.value_or("");
        request.dry_run = dry_run_;
        Session::print(render::message_of(app::rollover(session.store(), request), session.display()));
        return ExitCode::done;
    }

  private:
    [[nodiscard]] Instant through(Session& session) const {
        if (!through_) return session.now();
        const io::When when = when_of(session, *through_, "--through");
        if (when.at > session.now()) throw InputError("--through lies in the future: a refresh is closed once it has happened");
        return std::min(when.inclusive(), session.now());
    }

    std::optional<std::string> through_;
    std::optional<std::string> note_;
    bool dry_run_{false};
};

}  // namespace

CommandEntry rollover_command() {
    return {
        "rollover",
        "",
        Group::recording,
        "",
        "Close the refreshes that are due",
        "inmail rollover\n"
        "inmail rollover --through 2026-03-31",
        "A refresh happens by the calendar, whether or not anyone records it. This posts its close: what was allotted, granted,\n"
        "forfeited and expired as computed now, so that `audit` and `verify` can tell when later knowledge changes it. It\n"
        "changes no balance; posting again does nothing.",
        make_command<Rollover>};
}

}  // namespace inmail::cli
