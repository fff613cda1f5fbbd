#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "inmail/app/record/erase.hpp"
#include "inmail/text/terminal.hpp"
#include "options.hpp"
#include "session.hpp"
#include "subject.hpp"

namespace inmail::cli {
namespace {

render::Rendered message_of(const app::EraseResult& result) {
    render::Rendered message;
    for (const auto& row : result.rows) {
        message.out +=
            fmt::format("{}: {} of {} event{}\n", for_terminal(row.prospect),
                        result.dry_run ? "would erase the name" : "erased the name", row.events, row.events == 1 ? "" : "s");
        if (row.sealed > 0) {
            message.said.push_back(fmt::format(
                "It stays in {} event{}, in a note, a thread's id, a campaign, a display name or a key: those are sealed.",
                row.sealed, row.sealed == 1 ? "" : "s"));
        }
        for (const auto& text : row.texts)
            message.said.push_back(fmt::format("It stays in what was typed once: '{}'.", for_terminal(text)));
    }
    if (result.rows.empty()) message.out = "Nothing of what was erased is left in the ledger's file.\n";
    for (const auto& copy : result.copies)
        message.said.push_back(for_terminal(copy) + " still holds what was known when it was made.");
    if (!result.rows.empty()) {
        message.said.emplace_back(
            "Other copies, exports and LinkedIn's archives are yours to find; importing one that names them, or restoring an "
            "older backup, brings the name back.");
    }
    return message;
}

class Forget : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.dry_run(dry_run_, "Say what would be erased, and erase nothing");
    }

    ExitCode run(Session& session) override {
        std::vector<std::string> prospects;
        for (const auto& word : words_) prospects.push_back(prospect_of(word));
        Session::print(message_of(app::forget(session.store(), prospects, session.now(), dry_run_)));
        return ExitCode::done;
    }

  private:
    std::vector<std::string> words_;
    bool dry_run_{false};
};

}  // namespace

CommandEntry forget_command() {
    return {
        "forget",
        "",
        CommandGroup::recording,
        "[PROSPECT...]",
        "Erase a person's name, as the law may ask you to",
        "inmail forget jane-doe\n"
        "inmail forget \"John Roe\" --dry-run",
        "Erases the name everywhere in the ledger's file, for good. What was done stays, and every balance with it; the hash\n"
        "chain still holds, as it is made of a salted digest of the name. Later answers of theirs cannot be matched any more.\n"
        "Names the copies that still hold the name. Without a name it clears what an earlier `forget` may have left in the\n"
        "file because somebody was reading it.",
        make_command<Forget>};
}

}  // namespace inmail::cli
