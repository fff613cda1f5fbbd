#include "inmail/app/reports/status.hpp"

#include "commands/command_table.hpp"
#include "format_option.hpp"

namespace inmail::cli {
namespace {

class Status : public Command {
  public:
    void declare(Options& options) override { format_.declare(options); }

    ExitCode run(Session& session) override {
        app::StatusReport report;
        report.found = store::status(session.ledger_path(), {session.on_log_found()});
        report.ledger = session.settings().find("ledger");
        report.ledger.value =
            report.found.server ? store::shown(report.ledger.value) : std::filesystem::absolute(report.ledger.value).string();
        const io::Zone zone = session.settings().zone() ? *session.settings().zone() : session.ledger_zone(report.found.info);
        report.zone = zone.name();
        session.print(render::render(report, format_.format(session), session.display_in(zone)));
        return ExitCode::done;
    }

  private:
    FormatOption format_;
};

}  // namespace

CommandEntry status_command() {
    return {
        "status",
        "",
        CommandGroup::ledger,
        "",
        "Show which ledger is used, and its state",
        "inmail status",
        "Shows which ledger is used and what names it, who records in it, its zone and default rulebook, how many events it\n"
        "holds, what was recorded last, the last backup, which version of the program made it, and its size. Of a ledger on a\n"
        "server, it shows your role and the head instead of backup and size. It computes no balance and changes nothing.",
        make_command<Status>};
}

}  // namespace inmail::cli
