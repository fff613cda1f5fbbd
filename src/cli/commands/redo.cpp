#include "commands/command_table.hpp"
#include "format_option.hpp"
#include "inmail/app/record/record.hpp"
#include "options.hpp"
#include "session.hpp"

namespace inmail::cli {
namespace {

class Redo : public Command {
  public:
    void declare(Options& options) override {
        options.dry_run(dry_run_, "Say what would happen, record nothing");
        format_.declare(options);
    }

    ExitCode run(Session& session) override {
        app::VoidRequest request;
        request.at = session.now();
        request.now = session.now();
        request.dry_run = dry_run_;
        request.with_balances = format_.is_json(session);
        format_.acknowledge(session, app::redo(session.store(), request), dry_run_);
        return ExitCode::done;
    }

  private:
    bool dry_run_{false};
    FormatOption format_{FormatOption::Offer::sentences};
};

}  // namespace

CommandEntry redo_command() {
    return {"redo",
            "",
            CommandGroup::recording,
            "",
            "Bring back what the last undo took back",
            "inmail redo",
            "Records again what the last `inmail undo` took back, whole. Once more brings back what the undo before that took.\n"
            "Where something newer stands in the place of an event, nothing is recorded (exit 4).",
            make_command<Redo>};
}

}  // namespace inmail::cli
