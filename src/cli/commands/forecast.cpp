#include "inmail/app/forecast/forecast.hpp"

#include "commands/command_table.hpp"
#include "report_options.hpp"
#include "time_options.hpp"

namespace inmail::cli {
namespace {

constexpr const char* usual_forecast_horizon = "60d";

class Forecast : public Command {
  public:
    void declare(Options& options) override {
        report_options_.declare(options);
        options.value("--within", within_, "DAYS", "How far ahead losses are looked for: 60d (default), 2w");
    }

    ExitCode run(Session& session) override {
        const Duration within = days_of(within_.value_or(usual_forecast_horizon), "--within");
        return report_options_.print(session, app::forecast(session.store(), report_options_.query(session), within));
    }

  private:
    ReportOptions report_options_;
    std::optional<std::string> within_;
};

}  // namespace

CommandEntry forecast_command() {
    return {
        "forecast",
        "",
        CommandGroup::reading,
        "[ACCOUNT...]",
        "What will be lost, and who runs dry",
        "inmail forecast --within 30d",
        "For each account what it will lose if nothing is sent, and by when to send it; what the next refresh forfeits if "
        "nobody\n"
        "replies, if all that is pending is answered, and if as much of it is as the account's own reply rate of the last 90\n"
        "days says; the day on which it runs dry at its pace of the last 30 days, looked for up to 90 days ahead; and the\n"
        "InMails a month that its allowance carries: allowance / (1 - reply rate), and as the guides put it, allowance x\n"
        "(1 + reply rate). What is recorded for later (a cancel next month) is not looked at. Nothing is recorded.",
        make_command<Forecast>};
}

}  // namespace inmail::cli
