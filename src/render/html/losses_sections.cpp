// The losses and the other credits by team, by month and by account.

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "charts.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/core/errors.hpp"
#include "page_words.hpp"
#include "sections.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

constexpr Svg::Size team_bar{1000, 24};
constexpr Svg::Size account_bar{220, 12};
constexpr std::size_t max_losers = 20;  ///< in the ranking; the table of all accounts has the others

/// What kinds of accounts a team has.
struct Kinds {
    bool has_pools{false};
    bool has_seats{false};
};

Kinds kinds_of(const AuditSource& source, const app::AuditCharts::Team& team) {
    const auto is_pool = [&](std::size_t i) { return source.report.rows[i].account.is_pool(); };
    return {std::any_of(team.accounts.begin(), team.accounts.end(), is_pool),
            !std::all_of(team.accounts.begin(), team.accounts.end(), is_pool)};
}

/// "; 34 of them because noor was cancelled"; empty if nothing was lost in that way.
std::string cancelled_words(const AuditSource& source, const app::AuditCharts::Team& team) {
    Credits zeroed;
    std::vector<std::string> names;
    for (const std::size_t i : team.accounts) {
        const app::AuditRow& row = source.report.rows[i];
        if (row.active || row.flow.zeroed == no_credits) continue;
        zeroed += row.flow.zeroed;
        names.push_back(person_or_typed(row.account));
    }
    if (names.empty()) return {};
    constexpr std::size_t most_named = 3;
    const char* verb = names.size() == 1 ? "was" : "were";
    return fmt::format("; {} of them because {} {} cancelled", grouped(zeroed.value), first_words(names, most_named), verb);
}

std::string headline_of(const AuditSource& source, const app::AuditCharts::Team& team, std::string_view noun) {
    const auto size = static_cast<std::int64_t>(team.accounts.size());
    if (team.losing == 0) return fmt::format("{} lost no credit.", grouped(size, noun));
    return fmt::format("{} of {} {}{}.", team.losing, grouped(size, noun), loss_words(team.outflow.lost(), team.worth),
                       cancelled_words(source, team));
}

Values::List nonzero_parts(const app::Outflow& outflow) {
    Values::List list;
    for (const OutflowPart& part : parts_of(outflow)) {
        if (part.credits == no_credits) continue;
        list.push_back(Values().set("part", part.css_class).set("name", part.name).set("credits", part.credits));
    }
    return list;
}

Values account_of(const AuditSource& source, std::size_t i, Credits widest) {
    const app::Outflow& outflow = source.charts.accounts[i].outflow;
    const app::AuditRow& row = source.report.rows[i];
    const std::string account = row.account.typed();
    Values values;
    values.set("account", account).set("cancelled", !row.active);
    set_account(values, row.account);
    values.set("bar", outflow_bar(outflow, widest, account_bar));
    set_outflow(values, outflow);
    return values;
}

/// What fills the width of the bars: all teams have one scale, and so have all accounts.
struct Widest {
    Credits team;
    Credits account;
};

Widest widest_of(const app::AuditCharts& charts) {
    Widest widest;
    for (const auto& team : charts.teams) widest.team = std::max(widest.team, team.outflow.all());
    for (const auto& account : charts.accounts) widest.account = std::max(widest.account, account.outflow.all());
    return widest;
}

Values team_of(const AuditSource& source, const app::AuditCharts::Team& team, const Widest& widest, std::size_t number) {
    const Kinds kinds = kinds_of(source, team);
    const std::string name = team_name(source, team);
    const std::string_view noun = !kinds.has_pools ? "seat" : kinds.has_seats ? "account" : "pool";

    Values::List accounts;
    for (const std::size_t i : team.accounts) accounts.push_back(account_of(source, i, widest.account));
    Values values;
    values.set("team", name);
    values.set("team_headline", headline_of(source, team, noun));
    values.set("team_bar", outflow_bar(fmt::format("team-{}", number), fmt::format("Where the credits of {} went", name),
                                       team.outflow, widest.team, team_bar));
    values.set("team_parts", nonzero_parts(team.outflow));
    values.set("team_accounts", std::move(accounts));
    values.set("team_size", grouped(static_cast<std::int64_t>(team.accounts.size()), noun));
    return values;
}

}  // namespace

std::string team_name(const AuditSource& source, const app::AuditCharts::Team& team) {
    if (!team.teams.empty()) return enumeration(team.teams);
    const Kinds kinds = kinds_of(source, team);
    if (!kinds.has_seats) return "Pools";
    return kinds.has_pools ? "Pools, and seats without a team" : "Seats without a team";
}

std::vector<std::size_t> by_loss(const app::AuditReport& report) {
    std::vector<std::size_t> order(report.rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return report.rows[a].lost() > report.rows[b].lost(); });
    return order;
}

void set_outflow(Values& values, const app::Outflow& outflow) {
    for (const OutflowPart& part : parts_of(outflow)) values.figure(std::string(part.css_class), part.credits);
    values.figure("lost", outflow.lost());
}

std::string loss_words(Credits lost, const app::Worth& worth) {
    std::string words = "lost " + grouped(lost.value, "credit");
    const std::string money = whole_money_words(worth.plan);
    if (money.empty()) return words;
    words += ", about " + money;
    const Credits unpriced = worth.unpriced_plan + worth.unsourced_plan;
    return unpriced == no_credits ? words : fmt::format("{} ({} of them without a known price)", words, grouped(unpriced.value));
}

void add_teams(Values& page, const AuditSource& source) {
    ensure(source.report.rows.size() == source.charts.accounts.size(), "the charts have an account for each row of the report");
    Values::List teams;
    const Widest widest = widest_of(source.charts);
    for (const auto& team : source.charts.teams) teams.push_back(team_of(source, team, widest, teams.size()));
    page.set("teams", std::move(teams));
}

void add_months(Values& page, const AuditSource& source) {
    const auto& months = source.charts.months;
    std::vector<app::Outflow> outflows(months.size());
    for (const auto& account : source.charts.accounts) {
        for (std::size_t i = 0; i < months.size(); ++i) outflows[i] += account.outflows[i];
    }
    Values::List rows;
    for (std::size_t i = 0; i < months.size(); ++i) {
        Values row;
        row.set("month", month_words(months[i])).set("month_key", to_string(months[i]));
        set_outflow(row, outflows[i]);
        rows.push_back(std::move(row));
    }
    page.set("months_picture", outflow_columns("months", months, outflows));
    page.set("outflow_months", std::move(rows));
}

void add_losers(Values& page, const AuditSource& source) {
    Values::List losers;
    Credits most;
    std::size_t left_out = 0;
    for (const std::size_t i : by_loss(source.report)) {
        const app::AuditRow& row = source.report.rows[i];
        if (row.lost() == no_credits) break;
        if (losers.size() == max_losers) {
            ++left_out;
            continue;
        }
        most = std::max(most, row.lost());
        app::Outflow losses = source.charts.accounts[i].outflow;
        losses.used = losses.came_back = no_credits;
        const std::string account = row.account.typed();
        Values loser;
        loser.set("rank", static_cast<std::int64_t>(losers.size() + 1));
        loser.set("account", account).set("cancelled", !row.active);
        loser.set("of_team", row.team ? *row.team : enumeration(source.charts.accounts[i].serves));
        set_account(loser, row.account);
        loser.set("bar", outflow_bar(losses, most, account_bar));
        loser.set("plan_worth", whole_money_words(row.worth.plan));
        set_outflow(loser, losses);
        losers.push_back(std::move(loser));
    }
    page.set("losers", std::move(losers));
    page.set("any_more_losers", left_out > 0);
    page.set("more_losers", grouped(static_cast<std::int64_t>(left_out), "account"));
}

}  // namespace inmail::render::html
