#include "inmail/app/reports/members.hpp"

#include "commands/command_table.hpp"
#include "format_option.hpp"
#include "inmail/store/server_ledger.hpp"

namespace inmail::cli {
namespace {

class Members : public Command {
  public:
    void declare(Options& options) override { format_.declare(options); }

    ExitCode run(Session& session) override {
        static_cast<void>(session.server_location());
        const app::MembersReport report{session.store().server()->members()};
        session.print(render::render(report, format_.format(session), session.display()));
        return ExitCode::done;
    }

  private:
    FormatOption format_;
};

}  // namespace

CommandEntry members_command() {
    return {
        "members",
        "",
        CommandGroup::ledger,
        "",
        "List who may do what in a ledger on a server",
        "inmail members",
        "Lists the users of the server that have a role in the ledger, and the seat of each rep. The owner has every right and\n"
        "is not listed. A rep sees only itself. `inmail grant` changes a role.",
        make_command<Members>};
}

}  // namespace inmail::cli
