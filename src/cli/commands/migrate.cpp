#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "inmail/store/open.hpp"
#include "inmail/text/terminal.hpp"
#include "session.hpp"

namespace inmail::cli {
namespace {

class Migrate : public Command {
  public:
    void declare(Options& /*options*/) override {}

    ExitCode run(Session& session) override {
        const std::string location = session.ledger_path();
        const auto migrated = store::migrate(location, session.now());
        const std::string shown = for_terminal(store::shown(location));
        session.acknowledge_in_words(
            {migrated.from == migrated.to
                 ? fmt::format("{}: the schema is up to date, version {}\n", shown, migrated.to)
                 : fmt::format("{}: the schema is now version {}, it was {}\n", shown, migrated.to, migrated.from),
             {}});
        return ExitCode::done;
    }
};

}  // namespace

CommandEntry migrate_command() {
    return {
        "migrate",
        "",
        CommandGroup::ledger,
        "",
        "Bring a ledger on a server up to date",
        "inmail migrate",
        "Brings the schema of a ledger on a PostgreSQL server to this program's version. Only the ledger's owner may do so, and\n"
        "everybody then needs this program or a later one. No other command changes the schema. A ledger in a file needs no\n"
        "such command: whoever records in it brings it up to date.",
        make_command<Migrate>};
}

}  // namespace inmail::cli
