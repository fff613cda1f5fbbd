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
        "Voids what the last recording command recorded, whole: a send to three prospects, or an import. Once more takes back\n"
        "the one before.",
        make_command<Undo>};
}

}  // namespace inmail::cli
