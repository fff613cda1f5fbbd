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
        return report_options_.print(session, app::expiring(session.store(), report_options_.query(session), horizon_.within()));
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
        "Credits that are lost soon, loss by loss",
        "inmail expiring --within 14d",
        "Lists what is lost from --as-of on within so many days if nothing is sent, the soonest first: credits that expire,\n"
        "that a refresh forfeits past the cap, or that a cancel or switch zeroes that is recorded for later. Until which day\n"
        "each can be used, in UTC. Credits of a pool belong to the pool, not to a seat: `inmail balance --by-seat` shows who\n"
        "draws on it.",
        make_command<Expiring>};
}

}  // namespace inmail::cli
