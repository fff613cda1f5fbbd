#include "inmail/app/reports/expiring.hpp"

#include "commands/command_table.hpp"
#include "horizon_option.hpp"
#include "report_options.hpp"

namespace inmail::cli {
namespace {

class Expiring : public Command {
  public:
    void declare(Options& options) override {
        report_options_.declare(options);
        horizon_.declare(options);
    }

    ExitCode run(Session& session) override {
        const auto query = report_options_.query(session);
        return report_options_.print(session, app::expiring(session.store(), query, horizon_.from(session, query.as_of)));
    }

  private:
    ReportOptions report_options_;
    HorizonOption horizon_;
};

}  // namespace

CommandEntry expiring_command() {
    return {
        "expiring",
        "",
        CommandGroup::reading,
        "[ACCOUNT...]",
        "Credits that will soon be lost, loss by loss",
        "inmail expiring --within 14d\n"
        "inmail expiring --until end of month\n"
        "inmail expiring --until 2027-01-31",
        "Lists what will be lost in the next 31 days (or --within) if nothing is sent, the soonest first: credits that expire,\n"
        "that a refresh forfeits above the cap, or that a cancel or switch recorded for later zeroes. Each line gives the last\n"
        "UTC day on which the credits can be used. A pool's credits belong to the pool, not to a seat: `inmail balance\n"
        "--by-seat` shows which seats use it.",
        make_command<Expiring>};
}

}  // namespace inmail::cli
