// The page's head: the news, and how the months add up.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "charts.hpp"
#include "comparison_words.hpp"
#include "inmail/app/reports/audit.hpp"
#include "news.hpp"
#include "page_words.hpp"
#include "policy_words.hpp"
#include "pool_words.hpp"
#include "sections.hpp"
#include "words.hpp"
#include "worth_words.hpp"

namespace inmail::render::html {
namespace {

using MonthSum = app::AuditCharts::MonthSum;

constexpr std::size_t spark_months = 6;

std::string months_of(const app::AuditReport& report) {
    return report.from == report.to ? month_words(report.from)
                                    : fmt::format("{} to {}", month_words(report.from), month_words(report.to));
}

/// The last months of the charts, with the value of each.
std::vector<SparkPoint> points_of(const app::AuditCharts& charts,
                                  const std::function<std::optional<double>(const MonthSum&)>& value,
                                  const std::function<std::string(double)>& words) {
    std::vector<SparkPoint> points;
    for (std::size_t i = charts.sums.size() - std::min(spark_months, charts.sums.size()); i < charts.sums.size(); ++i) {
        const auto at = value(charts.sums[i]);
        points.push_back({charts.months[i], at, at ? words(*at) : "none"});
    }
    return points;
}

/// A term of the sum (docs/rules.md, section 6).
struct Summand {
    const char* sign;
    const char* figure;
    const char* name;
    Credits credits;
    Credits before;
    Credits (*of)(const MonthSum&);
    bool always;
};

Values tile_of(const Summand& summand, const AuditSource& source) {
    const bool is_taken = summand.credits < no_credits;  // adjustments can be either
    Values tile;
    tile.set("sign", is_taken ? minus_sign : summand.sign);
    tile.set("figure", summand.figure).set("name", summand.name);
    tile.set("credits", is_taken ? -summand.credits : summand.credits);
    tile.set("has_change", source.report.before.has_value());
    tile.set("change", change_of((summand.credits - summand.before).value));
    const auto points = points_of(
        source.charts, [&](const MonthSum& sum) { return static_cast<double>(summand.of(sum).value); },
        [](double n) { return grouped(static_cast<std::int64_t>(n)); });
    tile.set("spark", spark(fmt::format("spark-{}", summand.figure), fmt::format("{}, month by month", summand.name), points));
    return tile;
}

/// How the months add up, one tile for each term of the sum.
Values::List sum_of(const AuditSource& source) {
    const app::AuditRow& total = source.report.total;
    const Totals& f = total.flow;
    const Totals& b = total.before.flow;
    const Summand summands[]{
        {"", "opening", "held before", total.opening, total.opening - b.balance(), [](const MonthSum& m) { return m.opening; },
         true},
        {"+", "allotted", "allotted", f.allotted, b.allotted, [](const MonthSum& m) { return m.flow.allotted; }, true},
        {"+", "refunded", "refunded", f.refunded, b.refunded, [](const MonthSum& m) { return m.flow.refunded; }, true},
        {"+", "purchased", "bought", f.purchased, b.purchased, [](const MonthSum& m) { return m.flow.purchased; }, false},
        {"+", "adjusted", "adjusted", f.adjusted, b.adjusted, [](const MonthSum& m) { return m.flow.adjusted; }, false},
        {minus_sign, "consumed", "sent", f.consumed, b.consumed, [](const MonthSum& m) { return m.flow.consumed; }, true},
        {minus_sign, "lost", "lost", total.lost(), total.before.lost(), [](const MonthSum& m) { return m.lost(); }, true},
        {"=", "closing", "held after", total.closing, total.opening, [](const MonthSum& m) { return m.closing(); }, true},
    };
    Values::List tiles;
    for (const Summand& summand : summands) {
        if (summand.always || summand.credits != no_credits) tiles.push_back(tile_of(summand, source));
    }
    return tiles;
}

/// "+5 points"
std::string rate_change(const app::Responses& now, const app::Responses& before) {
    const auto percent = [](const app::Responses& responses) { return std::lround(*responses.rate() * 100); };
    const std::int64_t change = percent(now) - percent(before);
    return change_of(change) + (std::abs(change) == 1 ? " point" : " points");
}

void set_rate_tile(Values& page, const AuditSource& source) {
    const app::Responses& now = source.report.total.responses;
    const app::Responses& before = source.report.total.before.responses;
    const bool has_change = source.report.before && now.sent > 0 && before.sent > 0;
    page.set("rate", rate_words(now, source.report.policy));
    page.set("rate_share", now.sent > 0 ? share_words(*now.rate()) : std::string());
    page.set("rate_interval", now.sent > 0 && now.is_small() ? interval_words(now) : std::string());
    page.set("rate_has_change", has_change);
    page.set("rate_change", has_change ? rate_change(now, before) : std::string());
    const auto points = points_of(
        source.charts, [](const MonthSum& sum) { return sum.responses.rate(); }, [](double rate) { return share_words(rate); });
    page.set("rate_spark", spark("spark-rate", "answered, month by month", points));
}

/// "Below each number: the change since August. Lines: April to September."
std::string tiles_note(const AuditSource& source) {
    const auto& months = source.charts.months;
    const std::size_t shown = std::min(spark_months, months.size());
    std::string note;
    if (source.report.before) note = fmt::format("Below each number: the change since {}.", months_before_words(source.report));
    if (shown > 1)
        note += fmt::format("{}Lines: {} to {}.", note.empty() ? "" : " ", month_name(months[months.size() - shown]),
                            month_name(months.back()));
    return note;
}

/// "Made by ana on 1 October 08:00, from what was recorded by then."
std::string made_words(const AuditSource& source) {
    const std::string by = source.facts.made_by.empty() ? std::string() : " by " + source.facts.made_by;
    const std::string known = source.report.known_at ? end_words(*source.report.known_at, source.display) : "then";
    return fmt::format("Made{} on {}, from what was recorded by {}.", by, end_words(source.display.now, source.display), known);
}

}  // namespace

void add_headline(Values& page, const AuditSource& source) {
    const app::AuditReport& report = source.report;
    int losing = 0;
    std::int64_t accounts = 0;
    for (const auto& team : report.teams) {
        losing += team.losing;
        accounts += team.accounts;
    }
    const PageFacts& facts = source.facts;
    const std::string own_title = "Audit of " + months_of(report);
    page.set("title", facts.title.empty() ? "InMail credits: audit of " + months_of(report) : facts.title);
    page.set("heading", facts.title.empty() ? own_title : facts.title);
    page.set("kicker", facts.company.empty() ? "InMail credits" : facts.company + " \xc2\xb7 InMail credits");
    page.set("has_own_title", facts.title.empty()).set("own_title", own_title);
    page.set("made", made_words(source));
    page.set("headline", news_of(source));
    page.set("worth", worth_of_loss(report));
    page.set("worth_note", worth_note(report));
    page.set("losing", losing == 0 ? fmt::format("{} lost no credit.", grouped(accounts, "account"))
                                   : fmt::format("{} of {} lost credits.", losing, grouped(accounts, "account")));
    page.set("from_then_on", end_words(report.as_of, source.display));
    page.set("so_far", report.so_far);
    page.set("up_to", end_words(report.as_of, source.display));
    page.set("is_known_at", report.known_at.has_value());
    page.set("known_at", report.known_at ? end_words(*report.known_at, source.display) : std::string());
    Values::List pools;
    for (const auto& pool : report.pools_left_out) pools.push_back(Values().set("words", pool_words(pool)));
    page.set("pools_left_out", std::move(pools));
    const std::string changes = changed_most_words(report, person_or_typed);
    page.set("any_changes", !changes.empty()).set("changes", changes);
    page.set("sum", sum_of(source));
    page.set("tiles_note", tiles_note(source));
    set_rate_tile(page, source);
    page.set("messages", grouped(report.total.responses.sent, "paid InMail"));
    page.set("has_outreach", report.total.responses.sent > 0);
    const std::string reply_cost = reply_cost_words(report.total.cost, report.total.responses);
    page.set("has_reply_cost", !reply_cost.empty());
    page.set("reply_cost", reply_cost.empty() ? reply_cost : sentence_of("on average " + reply_cost));
}

}  // namespace inmail::render::html
