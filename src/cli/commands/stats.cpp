#include "inmail/app/reports/stats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "commands/command_table.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/render/stats_page.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "month_options.hpp"
#include "report_options.hpp"
#include "sequences.hpp"

namespace inmail::cli {
namespace {

constexpr int usual_months = 12;

class Stats : public Command {
  public:
    void declare(Options& options) override {
        options.value(
            "--by", by_, "WHAT",
            "seat, team, channel, weekday, length, campaign, month or step (default: each that has several values, but step)",
            dimensions());
        options.value("--months", months_, "N", "How many months of sends, this one included (default 12)");
        declare_month(options, "--month", month_, "One month of sends, or several: 2026-01..2026-03");
        declare_month(options, "--from", from_, "The first month of sends");
        declare_month(options, "--to", to_, "The last month of sends (default: this one)");
        sequence_.declare(options);
        report_options_.offer(FormatOption::Offer::page_too);
        report_options_.declare(options);
    }

    ExitCode run(Session& session) override {
        const app::ReportQuery query = report_options_.query(session);
        app::StatsRequest request;
        request.by = dimension();
        std::tie(request.from, request.to) = months(session, query.as_of);
        request.date_at = [&zone = session.zone()](Instant t) { return zone.date_at(t); };
        if (request.by == app::Dimension::step)
            request.sequences = sequence_.read(session);
        else if (sequence_.is_given())
            throw UsageError("--sequence is for steps only", "add --by step");
        const auto report = app::stats(session.store(), query, request);
        if (report_options_.format(session) != render::Format::html) return report_options_.print(session, report);
        report_options_.print(session, render::to_html(report, report_options_.display(session)));
        return ExitCode::done;
    }

  private:
    static std::vector<std::string> dimensions() { return {app::dimension_names.begin(), app::dimension_names.end()}; }

    [[nodiscard]] std::optional<app::Dimension> dimension() const {
        if (!by_) return std::nullopt;
        if (const auto dimension = app::parse_dimension(*by_)) return dimension;
        throw UsageError(fmt::format("cannot group by '{}'{}", for_terminal(*by_), did_you_mean(*by_, dimensions())),
                         "--by takes seat, team, channel, weekday, length, campaign, month or step");
    }

    [[nodiscard]] std::pair<Month, Month> months(Session& session, Instant as_of) const {
        if (month_ && (months_ || from_ || to_))
            throw UsageError("--month names the months, and so do --months, --from and --to", "use one or the other");
        if (month_) return months_of_text(session, *month_, "--month");
        const Month to = to_ ? month_of_text(session, *to_, "--to") : month_of(day_of(as_of));
        return {first_month(session, to), to};
    }

    /// Counted months reach back no further than the ledger does.
    [[nodiscard]] Month first_month(Session& session, Month last) const {
        if (months_ && from_) throw UsageError("--months and --from both set the first month", "use one or the other");
        if (from_) return month_of_text(session, *from_, "--from");
        const Month first = last + (1 - (months_ ? month_count(*months_) : usual_months));
        const auto began = session.store().extent().first_occurred_at;
        return began ? std::max(first, std::min(month_of(day_of(*began)), last)) : first;
    }

    std::optional<std::string> by_;
    std::optional<std::string> months_;
    std::optional<std::string> month_;
    std::optional<std::string> from_;
    std::optional<std::string> to_;
    SequenceOption sequence_;
    ReportOptions report_options_;
};

}  // namespace

CommandEntry stats_command() {
    return {
        "stats",
        "",
        CommandGroup::reading,
        "[ACCOUNT...]",
        "Reply rates, times and costs: what works",
        "inmail stats --by seat\n"
        "inmail stats --by weekday --from 2026-01 --to 2026-03\n"
        "inmail stats --by step\n"
        "inmail stats --team emea --format csv\n"
        "inmail stats --output rates.html",
        "How the paid InMails of these months did: how many were answered by --as-of, the median time to an answer, and what a\n"
        "reply cost: the credits that did not come back, for each reply, also in money at the plan's price per credit and at\n"
        "the price of a bought one. An answer counts for the InMail that it answers, so recent rates still rise while InMails\n"
        "are pending. Rates of fewer than 30 messages have a 95 % interval (Wilson's). Free messages are counted apart: by\n"
        "channel, each has its own rate and what it saved. Months are UTC months; weekdays follow the ledger's zone. A seat\n"
        "appears under its team at --as-of, and each seat of a pool by itself. Requests to connect count as accepted by an\n"
        "answer with that outcome. Without --by, rates that others publish stand below, with source, year and verdict.\n"
        "By step: which step of its sequence each message did, as `inmail next` counts them, of connect-first or of the\n"
        "sequence of its campaign. As a page (html) each rate is a dot on its interval, beside the published range.",
        make_command<Stats>};
}

}  // namespace inmail::cli
