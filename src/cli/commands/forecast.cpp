#include "inmail/app/forecast/forecast.hpp"

#include <fmt/format.h>

#include <utility>

#include "assumptions.hpp"
#include "commands/command_table.hpp"
#include "connections_option.hpp"
#include "horizon_option.hpp"
#include "inmail/app/forecast/burn_down.hpp"
#include "inmail/app/forecast/list_forecast.hpp"
#include "inmail/render/calendar.hpp"
#include "inmail/render/forecast_page.hpp"
#include "input_files.hpp"
#include "prospect_list.hpp"
#include "report_options.hpp"
#include "sequences.hpp"

namespace inmail::cli {
namespace {

class Forecast : public Command {
  public:
    void declare(Options& options) override {
        report_options_.offer(FormatOption::Offer::page_and_calendar_too);
        report_options_.declare(options);
        horizon_.declare(options);
        options.value("--if", if_, "TEXT",
                      "How far a list takes the credits: 'prospects 200, acceptance 30%, replies 20%'; what is left out is taken "
                      "from the ledger, or from what is published");
        options.value("--prospects", prospects_, "FILE", "Of this list, as `route` takes it, instead of a number of prospects");
        connections_.declare(options);
        sequence_.declare(options);
    }

    ExitCode run(Session& session) override {
        const auto query = report_options_.query(session);
        if (if_ || prospects_) return of_list(session, query);
        const Duration within = horizon_.from(session, query.as_of);
        if (connections_.is_given()) throw UsageError("--connections goes with --prospects", "add --prospects, or leave it out");
        if (sequence_.is_given()) throw UsageError("--sequence goes with a list", "add --prospects or --if, or leave it out");
        const render::Format format = report_options_.format(session);
        if (format == render::Format::html) {
            const auto charted = app::charted_forecast(session.store(), query, within);
            report_options_.print(session, render::to_html(charted, report_options_.display(session)));
            return ExitCode::done;
        }
        const auto report = app::forecast(session.store(), query, within);
        if (format != render::Format::ics) return report_options_.print(session, report);
        report_options_.print(session, render::to_ics(report, report_options_.display(session)));
        return ExitCode::done;
    }

  private:
    /// None unless the query names one seat, and nothing else.
    static SeatId only_seat(const app::ReportQuery& query) {
        return query.accounts.size() == 1 && !query.accounts.front().is_pool() ? query.accounts.front().seat() : SeatId{};
    }
    ExitCode of_list(Session& session, const app::ReportQuery& query) {
        if (horizon_.is_given())
            throw UsageError("--within and --until say how far to look for losses, and a list has none", "leave them out");
        const render::Format format = report_options_.format(session);
        if (format == render::Format::ics || format == render::Format::html)
            throw UsageError(fmt::format("the forecast of a list has no {}", format == render::Format::ics ? "calendar" : "page"),
                             "choose table, csv, json or markdown");
        const Assumptions assumptions = if_ ? assumptions_of(*if_) : Assumptions{};
        if (prospects_ && assumptions.prospects)
            throw UsageError("--prospects and --if both say how many prospects there are", "leave out one of them");
        app::ListForecastRequest request;
        request.acceptance = assumptions.acceptance;
        request.replies = assumptions.replies;
        if (prospects_) {
            InputFile file(*prospects_);
            request.list = file.name();
            request.prospects = listed_prospects(session, file);
        } else if (assumptions.prospects) {
            request.count = *assumptions.prospects;
        } else {
            throw UsageError("--if does not say how many prospects there are", "add 'prospects 200' to it, or --prospects FILE");
        }
        if (connections_.is_given() && !prospects_)
            throw UsageError("--connections says who of a list is connected, and there is none", "add --prospects");
        request.writer.named = only_seat(query);
        if (connections_.is_given()) request.writer = connections_.writing_seat(session, request.writer.named);
        request.sequences = sequence_.read(session);
        return report_options_.print(session, app::forecast_list(session.store(), query, std::move(request)));
    }

    ConnectionsOption connections_;
    SequenceOption sequence_;
    ReportOptions report_options_;
    HorizonOption horizon_;
    std::optional<std::string> if_;
    std::optional<std::string> prospects_;
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
        "inmail forecast --within 90d --output inmail.ics\n"
        "inmail forecast --output ahead.html\n"
        "inmail forecast --if 'prospects 200, acceptance 30%, replies 20%'\n"
        "inmail forecast --team emea --prospects prospects.csv --if 'acceptance 30%'",
        "For each account: what it will lose if nothing is sent, and by when to send it. Three cases: nobody replies; pending\n"
        "InMails are answered at the account's own reply rate of the last 90 days; all are answered. Then the day on which it\n"
        "runs out at its pace of the last 30 days (at most 90 days ahead), and the InMails a month that its allowance carries:\n"
        "allowance / (1 - reply rate), and by the guides' formula allowance x (1 + reply rate). A cancel or switch recorded for\n"
        "later counts. Nothing is recorded. As a page (html) it has a chart of each account until its next refresh. As a "
        "calendar\n"
        "(ics) it has a day for each refresh, for each loss, and for the last chance to send.\n"
        "With --if or --prospects it shows instead how far a list takes the credits, by an InMail to each and by the cheapest\n"
        "channel to each (`inmail route`): the credits needed, those that answers bring back, and the day on which an InMail\n"
        "first finds no credit. Acceptance is the share of requests to connect that are accepted, replies that of InMails that\n"
        "are answered. The arithmetic stands below.",
        make_command<Forecast>};
}

}  // namespace inmail::cli
