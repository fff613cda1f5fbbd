#include "commands/command_table.hpp"
#include "inmail/app/record/undo.hpp"
#include "mode_options.hpp"
#include "options.hpp"
#include "session.hpp"

namespace inmail::cli {
namespace {

class Redo : public Command {
  public:
    void declare(Options& options) override { mode_.declare_unforced(options); }

    ExitCode run(Session& session) override {
        app::VoidRequest request(mode_.mode(session));
        request.at = session.now();
        return mode_.report(session, app::redo(session.store(), request));
    }

  private:
    ModeOptions mode_;
};

}  // namespace

CommandEntry redo_command() {
    return {"redo",
            "",
            CommandGroup::recording,
            "",
            "Bring back what the last undo took back",
            "inmail redo",
            "Records again all that the last `inmail undo` took back. Run it again for the undo before that. If something newer\n"
            "has taken the place of an event, nothing is recorded (exit 4).",
            make_command<Redo>};
}

}  // namespace inmail::cli
