#include "inmail/app/reports/expiring.hpp"

#include "commands/command_table.hpp"
#include "report_options.hpp"
#include "time_options.hpp"

namespace inmail::cli {
namespace {

constexpr const char* usual_expiring_horizon = "30d";

class Expiring : public Command {
  public:
    void declare(Options& options) override {
        report_options_.declare(options);
        options.value("--within", within_, "DAYS", "How far ahead: 30d (default), 2w");
    }

    ExitCode run(Session& session) override {
        return report_options_.print(session, app::expiring(session.store(), report_options_.query(session),
                                                            days_of(within_.value_or(usual_expiring_horizon), "--within")));
    }

  private:
    ReportOptions report_options_;
    std::optional<std::string> within_;
};

}  // namespace

CommandEntry expiring_command() {
    return {"expiring",
            "",
            CommandGroup::reading,
            "[ACCOUNT...]",
            "Credits that expire soon",
            "inmail expiring --within 14d",
            "Lists the lots that expire from --as-of on within so many days, the soonest first. A lot of a pool belongs\n"
            "to the pool, not to a seat: `inmail balance --by-seat` shows who draws on it.",
            make_command<Expiring>};
}

}  // namespace inmail::cli
