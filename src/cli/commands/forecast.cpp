#include "inmail/app/forecast/forecast.hpp"

#include "commands/command_table.hpp"
#include "horizon_option.hpp"
#include "inmail/render/calendar.hpp"
#include "report_options.hpp"

namespace inmail::cli {
namespace {

class Forecast : public Command {
  public:
    void declare(Options& options) override {
        report_options_.offer(FormatOption::Offer::calendar_too);
        report_options_.declare(options);
        horizon_.declare(options);
    }

    ExitCode run(Session& session) override {
        const auto query = report_options_.query(session);
        const auto report = app::forecast(session.store(), query, horizon_.from(session, query.as_of));
        if (report_options_.format(session) != render::Format::ics) return report_options_.print(session, report);
        report_options_.print(session, render::Rendered{render::to_ics(report, report_options_.display(session)), {}});
        return ExitCode::done;
    }

  private:
    ReportOptions report_options_;
    HorizonOption horizon_;
};

}  // namespace

CommandEntry forecast_command() {
    return {
        "forecast",
        "",
        CommandGroup::reading,
        "[ACCOUNT...]",
        "What will be lost, and who runs out",
        "inmail forecast --within 30d\n"
        "inmail forecast --within 90d --output inmail.ics",
        "For each account: what it will lose if nothing is sent, and by when to send it. Three cases: nobody replies; pending\n"
        "InMails are answered at the account's own reply rate of the last 90 days; all are answered. Then the day on which it\n"
        "runs out at its pace of the last 30 days (at most 90 days ahead), and the InMails a month that its allowance carries:\n"
        "allowance / (1 - reply rate), and by the guides' formula allowance x (1 + reply rate). A cancel or switch recorded for\n"
        "later counts. Nothing is recorded. As a calendar (ics) it has a day for each refresh, for each loss, and for the last\n"
        "chance to send.",
        make_command<Forecast>};
}

}  // namespace inmail::cli
