#include "answers.hpp"
#include "commands/command_table.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "record_options.hpp"

namespace inmail::cli {
namespace {

class Reply : public Command {
  public:
    void declare(Options& options) override {
        options.value("--outcome", outcome_, "OUTCOME", "accepted, declined, quick or auto; all of them count", outcomes());
        options.value(
            "--channel", channel_, "C",
            "The channel of the answer; by email, phone or connection request, it answers only messages of that channel",
            channels());
        answers_.declare(options, "LinkedIn's conversation id, if several InMails are pending");
    }

    ExitCode run(Session& session) override {
        const auto outcome = outcome_ ? std::optional{outcome_of(*outcome_)} : std::nullopt;
        const auto channel = channel_ ? std::optional{channel_of(*channel_)} : std::nullopt;
        return answers_.record(session, EventKind::reply, [&](EventRecord& event) {
            event.outcome = outcome;
            event.channel = channel;
        });
    }

  private:
    std::optional<std::string> outcome_;
    std::optional<std::string> channel_;
    Answers answers_;
};

}  // namespace

CommandEntry reply_command() {
    return {"reply",
            "replied",
            CommandGroup::recording,
            "[SEAT] PROSPECT...",
            "Record an answer, which brings its credit back",
            "inmail reply ana jane-doe --outcome accepted\n"
            "inmail reply jane",
            "Records that the prospect answered. The answer belongs to the seat's latest pending InMail to that prospect, whose\n"
            "credit comes back. Accepting, declining, quick and automatic replies all count.\n"
            "\n"
            "A person may be typed from memory: a part of the name, the name of a slug, or one with a typo. The program\n"
            "says whom it takes; if several people fit, it lists them and records nothing (exit 3). An exact spelling always\n"
            "wins, and --force guesses nobody. Without a seat, it takes the seat that wrote to the person.",
            make_command<Reply>};
}

}  // namespace inmail::cli
