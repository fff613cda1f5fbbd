#include "inmail/app/reports/history.hpp"

#include "commands/command_table.hpp"
#include "report_options.hpp"

namespace inmail::cli {
namespace {

class History : public Command {
  public:
    void declare(Options& options) override {
        report_options_.take_people(Several::refused);
        report_options_.declare_of_one(options);
    }

    ExitCode run(Session& session) override {
        return report_options_.print(session, app::history(session.store(), report_options_.query_of_one(session)));
    }

  private:
    ReportOptions report_options_;
};

}  // namespace

CommandEntry history_command() {
    return {
        "history",
        "",
        CommandGroup::reading,
        "[ACCOUNT] [PROSPECT]",
        "What happened to one account, line by line",
        "inmail history ana\n"
        "inmail history jane\n"
        "inmail history pool:acme --as-of 2026-03-31",
        "Lists each event and each change by the calendar (refresh, expiry, lapse), with what it changed and what was available\n"
        "after it. The keys are for `inmail void`. With a person, who may be typed from memory, it lists the events with\n"
        "them; the seat is then the one that wrote to them.",
        make_command<History>};
}

}  // namespace inmail::cli
