#include "inmail/app/reports/balance.hpp"

#include "commands/command_table.hpp"
#include "report_options.hpp"

namespace inmail::cli {
namespace {

class Balance : public Command {
  public:
    void declare(Options& options) override {
        report_options_.declare(options);
        report_options_.declare_by_seat(options);
    }

    ExitCode run(Session& session) override {
        return report_options_.print(session, app::balance(session.store(), report_options_.query_with_trend(session)));
    }

  private:
    ReportOptions report_options_;
};

}  // namespace

CommandEntry balance_command() {
    return {
        "balance",
        "",
        CommandGroup::reading,
        "[ACCOUNT...]",
        "What each account holds",
        "inmail balance\n"
        "inmail balance ana --as-of 2026-03-31\n"
        "inmail balance pool:acme --by-seat\n"
        "inmail balance pool:acme --rulebook heytalent --format json",
        "Shows what is available, what is pending and what is lost next if nothing is sent (to expiry, at a refresh, or as a\n"
        "plan ends), for each account or for those named: a seat's handle, or pool:NAME. A seat in a pool is shown with that\n"
        "pool and what it has used of it. --by-seat adds a row for each seat that used a pool: its own sends and answers,\n"
        "which are part of the pool's figures.",
        make_command<Balance>};
}

}  // namespace inmail::cli
