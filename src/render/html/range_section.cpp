// Several months side by side, and each team's losses in them.

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "charts.hpp"
#include "inmail/app/reports/audit.hpp"
#include "page_words.hpp"
#include "sections.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

using MonthSum = app::AuditCharts::MonthSum;

/// The audit's months are the last ones of its charts.
std::size_t first_of_range(const AuditSource& source) {
    const auto& months = source.charts.months;
    return static_cast<std::size_t>(std::lower_bound(months.begin(), months.end(), source.report.from) - months.begin());
}

/// "September 2026", of an unfinished month "September 2026 so far".
std::string label_of(const AuditSource& source, Month month) {
    return month_words(month) + (source.report.so_far && month == source.report.to ? " so far" : "");
}

/// "Most was lost in May 2026 (407), least in January 2026 (12). Answered: 22% in January 2026, 31% in May 2026."
std::string range_headline(const AuditSource& source, std::size_t first) {
    const auto& sums = source.charts.sums;
    const auto from = sums.begin() + static_cast<std::ptrdiff_t>(first);
    const auto [least, most] =
        std::minmax_element(from, sums.end(), [](const auto& a, const auto& b) { return a.lost() < b.lost(); });
    const auto named = [&](auto sum) {
        const Month month = source.charts.months[static_cast<std::size_t>(sum - sums.begin())];
        return fmt::format("{} ({})", label_of(source, month), grouped(sum->lost().value));
    };
    std::string words;
    if (least->lost() == most->lost())
        words = most->lost() == no_credits ? "Nothing was lost in any of these months."
                                           : fmt::format("Each month lost {}.", grouped(most->lost().value));
    else
        words = fmt::format("Most was lost in {}, least in {}.", named(most), named(least));
    const app::Responses& before = from->responses;
    const app::Responses& after = sums.back().responses;
    if (before.is_small() || after.is_small()) return words;
    return fmt::format("{} Of the InMails of {}, {} were answered in that month; of those of {}, {}.", words,
                       label_of(source, source.report.from), share_words(*before.rate()), label_of(source, source.report.to),
                       share_words(*after.rate()));
}

struct Panel {
    const char* id;
    const char* name;
    std::optional<double> (*value)(const MonthSum&);
    bool is_share{false};
};

std::optional<double> credits_number(Credits n) { return static_cast<double>(n.value); }

Values::List panels_of(const AuditSource& source, std::size_t first) {
    const Panel panels[]{
        {"sent", "Sent", [](const MonthSum& m) { return credits_number(m.flow.consumed); }},
        {"refunded", "Refunded", [](const MonthSum& m) { return credits_number(m.flow.refunded); }},
        {"lost", "Lost", [](const MonthSum& m) { return credits_number(m.lost()); }},
        {"answered", "Share answered in the month", [](const MonthSum& m) { return m.responses.rate(); }, true},
        {"closing", "Held after the month", [](const MonthSum& m) { return credits_number(m.closing()); }},
    };
    Values::List list;
    for (const Panel& panel : panels) {
        std::vector<SparkPoint> points;
        for (std::size_t i = first; i < source.charts.months.size(); ++i) {
            const auto value = panel.value(source.charts.sums[i]);
            const std::string words = !value           ? std::string("none")
                                      : panel.is_share ? share_words(*value)
                                                       : grouped(static_cast<std::int64_t>(*value));
            points.push_back({source.charts.months[i], value, words});
        }
        list.push_back(Values()
                           .set("panel", panel.id)
                           .set("name", panel.name)
                           .set("picture", month_columns(fmt::format("panel-{}", panel.id), panel.id,
                                                         fmt::format("{}, month by month", panel.name), points)));
    }
    return list;
}

Values range_figures(Credits opening, const Totals& flow, Credits lost, Credits closing, const app::Responses& responses) {
    Values values;
    values.figure("opening", opening).figure("closing", closing).figure("lost", lost);
    for_each_total(flow, [&values](const char* name, std::int64_t n) { values.figure(name, n); });
    values.set("rate", rate_words(responses));
    return values;
}

Values::List range_months(const AuditSource& source, std::size_t first) {
    Values::List months;
    for (std::size_t i = first; i < source.charts.months.size(); ++i) {
        const MonthSum& sum = source.charts.sums[i];
        const Month month = source.charts.months[i];
        Values values = range_figures(sum.opening, sum.flow, sum.lost(), sum.closing(), sum.responses);
        values.set("month", label_of(source, month)).set("month_key", to_string(month)).set("short", short_month(month));
        months.push_back(std::move(values));
    }
    return months;
}

Values team_months(const AuditSource& source, const app::AuditCharts::Team& team, std::size_t first, std::size_t place) {
    std::vector<SparkPoint> points;
    Values::List cells;
    for (std::size_t i = first; i < source.charts.months.size(); ++i) {
        app::Outflow outflow;
        for (const std::size_t account : team.accounts) outflow += source.charts.accounts[account].outflows[i];
        const Month month = source.charts.months[i];
        const std::int64_t lost = outflow.lost().value;
        points.push_back({month, static_cast<double>(lost), grouped(lost)});
        cells.push_back(
            Values().set("month_key", to_string(month)).figure("lost", lost).set("sent", outflow.used + outflow.came_back));
    }
    const std::string name = team_name(source, team);
    Values values;
    values.set("team", name).figure("lost", team.outflow.lost()).set("sent", team.outflow.used + team.outflow.came_back);
    values.set("spark",
               spark(fmt::format("team-months-{}", place), fmt::format("{}: credits lost, month by month", name), points));
    values.set("cells", std::move(cells));
    return values;
}

}  // namespace

void add_range(Values& page, const AuditSource& source) {
    if (source.report.from == source.report.to) return;
    const std::size_t first = first_of_range(source);
    const app::AuditRow& total = source.report.total;
    page.set("range_headline", range_headline(source, first));
    page.set("panels", panels_of(source, first));
    page.set("range_months", range_months(source, first));
    page.set("range_total", Values::List{range_figures(total.opening, total.flow, total.lost(), total.closing, total.responses)});
    Values::List teams;
    for (const auto& team : source.charts.teams) teams.push_back(team_months(source, team, first, teams.size()));
    page.set("team_months", std::move(teams));
}

}  // namespace inmail::render::html
