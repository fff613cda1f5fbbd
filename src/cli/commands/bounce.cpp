#include "answers.hpp"
#include "commands/command_table.hpp"

namespace inmail::cli {
namespace {

class Bounce : public Command {
  public:
    void declare(Options& options) override {
        answers_.declare(options, "LinkedIn's conversation id, if several InMails are pending");
    }
    ExitCode run(Session& session) override {
        return answers_.record(session, EventKind::bounce, [](EventRecord&) {});
    }

  private:
    Answers answers_;
};

}  // namespace

CommandEntry bounce_command() {
    return {"bounce",
            "bounced",
            CommandGroup::recording,
            "[SEAT] PROSPECT...",
            "Record an InMail that LinkedIn could not deliver",
            "inmail bounce ana jane-doe",
            "Records that LinkedIn could not deliver the InMail: its credit comes back, and it does not count as a reply.\n"
            "\n"
            "A person may be typed from memory, as with `inmail reply`.",
            make_command<Bounce>};
}

}  // namespace inmail::cli
