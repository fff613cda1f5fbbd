#include "inmail/render/forecast_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>

#include "burn_down_chart.hpp"
#include "page_words.hpp"
#include "sections.hpp"
#include "words.hpp"

namespace inmail::render {
namespace html {
namespace {

using app::BurnDown;
using app::ChartedForecast;
using ForecastRow = app::ForecastReport::Row;

constexpr std::size_t max_open_charts = 24;
constexpr std::size_t max_charts = 200;
constexpr std::size_t max_forecast_rows = 500;

std::string person_or_name(const app::AccountName& account) { return account.person.empty() ? account.typed() : account.person; }

/// The accounts that run out before their next refresh, the first to run out first; then the others in the report's order.
struct Order {
    std::vector<std::size_t> rows;  ///< indices
    std::size_t dry{0};             ///< of these, so many run out
};

Order order_of(const ChartedForecast& charted) {
    const auto& rows = charted.report.rows;
    Order order;
    order.rows.resize(rows.size());
    std::iota(order.rows.begin(), order.rows.end(), std::size_t{0});
    const auto is_dry = [&](std::size_t i) { return runs_dry_first(rows[i], charted.burn_downs[i]); };
    std::stable_sort(order.rows.begin(), order.rows.end(), [&](std::size_t a, std::size_t b) {
        const auto rank = [&](std::size_t i) { return std::make_tuple(!is_dry(i), is_dry(i) ? *rows[i].dry_at : Instant{}); };
        return rank(a) < rank(b);
    });
    order.dry = static_cast<std::size_t>(std::count_if(order.rows.begin(), order.rows.end(), is_dry));
    return order;
}

/// "9 October", "already"
std::string dry_day(const ForecastRow& row, const ChartedForecast& charted, const Display& display) {
    return row.dry_at == charted.report.as_of ? std::string("already") : day_words(*row.dry_at, display);
}

/// "ana (9 October) and bo (12 October) run dry before their next refresh"
std::string dry_news(const ChartedForecast& charted, const Order& order, const Display& display) {
    constexpr std::size_t most_named = 3;
    const auto& rows = charted.report.rows;
    if (order.dry == 0)
        return rows.size() == 1 ? "The account does not run dry before its next refresh"
                                : "No account runs dry before its next refresh";
    std::vector<std::string> names;
    for (std::size_t i = 0; i < order.dry; ++i) {
        const ForecastRow& row = rows[order.rows[i]];
        names.push_back(fmt::format("{} ({})", person_or_name(row.account), dry_day(row, charted, display)));
    }
    if (names.size() > most_named)
        return fmt::format("{} of {} run dry before their next refresh, first {}", grouped(static_cast<std::int64_t>(order.dry)),
                           grouped(static_cast<std::int64_t>(rows.size()), "account"), first_words(names, most_named));
    return fmt::format("{} {} dry before {} next refresh", enumeration(names), names.size() == 1 ? "runs" : "run",
                       names.size() == 1 ? "the" : "their");
}

std::string forecast_news(const ChartedForecast& charted, const Order& order, const Display& display) {
    const app::ForecastReport& report = charted.report;
    if (report.rows.empty()) return "No account is active: there is nothing to forecast.";
    const std::string until = end_words(report.until, display);
    const std::string lost = report.losing == no_credits ? fmt::format("nothing is lost by {}", until)
                                                         : fmt::format("{} will be lost by {} if nothing is sent",
                                                                       grouped(report.losing.value, "credit"), until);
    return fmt::format("{}; {}.", dry_news(charted, order, display), lost);
}

/// Where the chart of the account ends: "runs out on 9 October", "12 on 30 September".
std::string end_of_chart(const ForecastRow& row, const BurnDown& burn_down, const Display& display) {
    if (runs_dry_first(row, burn_down)) return fmt::format("dry {}", day_words(*row.dry_at, display));
    return fmt::format("{} left", grouped(burn_down.points.back().expected.value));
}

Values chart_of(const ChartedForecast& charted, std::size_t i, const Display& display) {
    const ForecastRow& row = charted.report.rows[i];
    Values values;
    set_account(values, row.account);
    values.set("of_plan", row.plan).set("last_balance", end_of_chart(row, charted.burn_downs[i], display));
    values.set("picture", burn_down_chart(fmt::format("burn-down-{}", i), row, charted.burn_downs[i], display));
    return values;
}

void add_charts(Values& page, const ChartedForecast& charted, const Order& order, const Display& display) {
    Values::List open;
    Values::List collapsed;
    std::size_t left_out = 0;
    for (const std::size_t i : order.rows) {
        if (charted.burn_downs[i].points.empty()) continue;
        if (open.size() + collapsed.size() == max_charts) {
            ++left_out;
            continue;
        }
        (open.size() < max_open_charts ? open : collapsed).push_back(chart_of(charted, i, display));
    }
    page.set("more_balances", grouped(static_cast<std::int64_t>(collapsed.size()), "account"));
    page.set("any_left_out", left_out > 0).set("left_out", grouped(static_cast<std::int64_t>(left_out), "account"));
    page.set("balances", std::move(open)).set("collapsed_balances", std::move(collapsed));
}

Values forecast_row(const ChartedForecast& charted, std::size_t i, const Display& display) {
    const ForecastRow& row = charted.report.rows[i];
    const BurnDown& burn_down = charted.burn_downs[i];
    Values values;
    set_account(values, row.account);
    values.set("account", row.account.typed()).set("of_team", row.team.value_or(""));
    values.figure("available", row.available).figure("cap", row.cap).figure("pending", row.pending);
    values.set("dry", row.dry_at ? day_words(*row.dry_at, display) : std::string());
    values.set("refresh", row.next_refresh ? day_words(*row.next_refresh, display) : std::string());
    values.set("pace", decimal_words(row.sends_per_day)).set("rate", rate_words(row.responses));
    const bool has_end = burn_down.reaches_refresh && !burn_down.points.empty();
    if (has_end)
        values.figure("before_refresh", burn_down.points.back().expected);
    else
        values.set("before_refresh", "");
    const bool has_band = has_end && burn_down.points.back().low != burn_down.points.back().high;
    values.set("by_answers", has_band ? fmt::format("{} to {}", grouped(burn_down.points.back().low.value),
                                                    grouped(burn_down.points.back().high.value))
                                      : std::string());
    return values;
}

}  // namespace
}  // namespace html

std::string to_html(const app::ChartedForecast& charted, const Display& exact) {
    const Display display = html::page_display(exact);
    const app::ForecastReport& report = charted.report;
    const html::Order order = html::order_of(charted);
    html::Values page;
    page.set("title", "InMail credits: what lies ahead");
    page.set("headline", html::forecast_news(charted, order, display));
    const std::string money = html::whole_money_words(report.worth.plan);
    page.set("worth", money.empty() ? money : fmt::format("Worth about {} at the plan's price.", money));
    page.set("as_of", end_words(report.as_of, display));
    page.set("is_known_at", report.known_at.has_value());
    page.set("known_at", report.known_at ? end_words(*report.known_at, display) : std::string());
    html::add_charts(page, charted, order, display);
    html::Values::List rows;
    for (const std::size_t i : order.rows) {
        if (rows.size() == html::max_forecast_rows) break;
        rows.push_back(html::forecast_row(charted, i, display));
    }
    const auto more = static_cast<std::int64_t>(report.rows.size() - rows.size());
    page.set("any_more_rows", more > 0).set("more_rows", html::grouped(more, "account"));
    page.set("rows", std::move(rows));
    html::add_coming(page, report, display);
    return html::fill("forecast", page);
}

}  // namespace inmail::render
