#include "inmail/app/record/undo.hpp"

#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"
#include "options.hpp"
#include "record_options.hpp"
#include "session.hpp"
#include "taking_back_options.hpp"

namespace inmail::cli {
namespace {

std::int64_t number_of(const std::string& typed) {
    const auto number = whole_number(typed);
    if (number && *number > 0) return *number;
    throw UsageError(fmt::format("'{}' is no number of a command", for_terminal(typed)),
                     "`inmail undo --list` numbers them; `inmail void KEY` takes back single events");
}

class Undo : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.reading_flag("--list", list_, "List the last twenty commands with their numbers, take nothing back");
        taking_back_.declare(options);
    }

    ExitCode run(Session& session) override {
        require_words(words_, 0, list_ ? 0 : 1, "");
        constexpr std::size_t most_listed = 20;
        if (list_) {
            const auto latest = app::latest_commands(session.store(), most_listed);
            session.print(render::render(latest, taking_back_.mode().format().format(session), session.display()));
            return ExitCode::done;
        }
        app::VoidRequest request = taking_back_.request(session);
        if (!words_.empty()) request.number = number_of(words_.front());
        return taking_back_.mode().report(session, app::undo(session.store(), request));
    }

  private:
    std::vector<std::string> words_;
    bool list_{false};
    TakingBackOptions taking_back_{FormatOption::Offer::tables};
};

}  // namespace

CommandEntry undo_command() {
    return {
        "undo",
        "",
        CommandGroup::recording,
        "[N]",
        "Take back what the last command recorded",
        "inmail undo\n"
        "inmail undo --list\n"
        "inmail undo 3",
        "Voids everything that the last recording command recorded: a send to three prospects, or a whole import. A second undo\n"
        "takes back the command before it. With a number, it takes back that command of `inmail undo --list`. `inmail redo`\n"
        "brings back what the last undo took back.",
        make_command<Undo>};
}

}  // namespace inmail::cli
