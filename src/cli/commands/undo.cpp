#include "commands/command_table.hpp"
#include "inmail/app/record/record.hpp"
#include "options.hpp"
#include "session.hpp"
#include "taking_back.hpp"

namespace inmail::cli {
namespace {

class Undo : public Command {
  public:
    void declare(Options& options) override { taking_back_.declare(options); }

    ExitCode run(Session& session) override {
        return taking_back_.tell(session, app::undo(session.store(), taking_back_.request(session)));
    }

  private:
    TakingBack taking_back_;
};

}  // namespace

CommandEntry undo_command() {
    return {
        "undo",
        "",
        CommandGroup::recording,
        "",
        "Take back what the last command recorded",
        "inmail undo",
        "Voids everything that the last recording command recorded: a send to three prospects, or a whole import. A second undo\n"
        "takes back the command before it.",
        make_command<Undo>};
}

}  // namespace inmail::cli
