#include "inmail/app/reports/overview.hpp"

#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "help_text.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/text/terminal.hpp"
#include "options.hpp"
#include "session.hpp"
#include "subject.hpp"

namespace inmail::cli {
namespace {

class Overview : public Command {
  public:
    void declare(Options&) override {}

    ExitCode run(Session& session) override {
        if (session.lacks_ledger()) {
            print_help_text(first_steps(session.ledger_path().string()));
            return ExitCode::done;
        }
        app::ReportQuery query{session.now(), std::nullopt, {}};
        if (const auto seat = default_seat(session)) query.accounts.push_back(AccountId::of(*seat));
        const auto report = app::overview(session.store(), query);
        session.print({render::overview_words(report, session.display()), {}});
        return ExitCode::done;
    }

  private:
    [[nodiscard]] static std::string first_steps(const std::string& path) {
        return fmt::format(
            "Keeps the ledger of a team's LinkedIn InMail credits. It records what people did on LinkedIn; it sends nothing.\n\n"
            "There is no ledger at {} yet. Begin with:\n"
            "    inmail init\n"
            "    inmail subscribe ana --plan sales-navigator-core\n\n"
            "`inmail --help` lists the commands, and `inmail COMMAND --help` shows an example of each.\n",
            for_terminal(path));
    }
};

}  // namespace

CommandEntry overview_command() {
    return {"",       "", CommandGroup::reading, "", "What is left, what is at risk, and who may still answer",
            "inmail", "", make_command<Overview>};
}

}  // namespace inmail::cli
