// Sections with a row for each account: balance and cap, the audit's table, and findings.

#include <fmt/format.h>

#include "charts.hpp"
#include "drift_words.hpp"
#include "inmail/app/reports/audit.hpp"
#include "page_words.hpp"
#include "policy_words.hpp"
#include "sections.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

constexpr std::size_t max_charts = 24;  ///< of the accounts that lost most; the table has the others

Values balance_of(const AuditSource& source, std::size_t i) {
    const app::AuditCharts::Account& account = source.charts.accounts[i];
    const std::string name = account.account.typed();
    const auto& last = account.standings.back();
    Values values;
    set_account(values, account.account);
    values.set("of_plan", source.report.rows[i].plan.value_or("no plan"));
    values.set("picture", balance_chart(fmt::format("balance-{}", i), name, source.charts.months, account.standings));
    values.set("last_balance",
               last ? fmt::format("{} of {}", grouped(last->available.value), grouped(last->cap.value)) : "not active");
    return values;
}

Values balance_row_of(const app::AuditCharts::Account& account) {
    Values::List months;
    for (auto standing = account.standings.rbegin(); standing != account.standings.rend(); ++standing) {
        const bool is_active = standing->has_value();
        months.push_back(Values()
                             .set("is_active", is_active)
                             .set("held", is_active ? (*standing)->available : no_credits)
                             .set("held_cap", is_active ? (*standing)->cap : no_credits));
    }
    Values values;
    values.set("account", account.account.typed());
    set_account(values, account.account);
    values.set("held_months", std::move(months));
    return values;
}

Values row_of(const app::AuditRow& row, const std::vector<app::PolicyStanding>& policies) {
    Values values;
    values.set("kind", row.account.is_pool() ? "pool" : "seat");
    values.set("account_name", row.account.name).set("account", row.account.typed());
    set_account(values, row.account);
    values.set("of_team", row.team.value_or("")).set("of_plan", row.plan.value_or(""));
    values.set("cancelled", !row.active);
    values.figure("opening", row.opening).figure("closing", row.closing).figure("pending", row.pending);
    for_each_total(row.flow, [&values](const char* name, std::int64_t n) { values.figure(name, n); });
    values.figure("lost", row.lost());
    const auto cap = row.cap_total(row.account);
    values.set("has_cap", cap.has_value()).set("is_pool", row.account.is_pool());
    values.set("cap", cap.value_or(no_credits)).set("seat_cap", row.cap.value_or(no_credits));
    values.set("members", grouped(row.members, "member"));
    values.set("rate", rate_words(row.responses, policies));
    values.set("credits_per_reply", decimal_words(row.cost.net.credits_per_reply(row.responses)));
    values.set("gross_credits_per_reply", decimal_words(row.cost.gross.credits_per_reply(row.responses)));
    return values;
}

bool has_anomalies(const app::AuditRow& row) {
    const Totals& flow = row.flow;
    return flow.unfunded > no_credits || flow.repeat + flow.unmatched + flow.over_limit + row.outside() > 0;
}

Values::List shares_of(const app::AuditReport& report) {
    Values::List shares;
    for (const auto& row : report.rows) {
        for (const auto& share : row.by_seat) {
            shares.push_back(
                Values()
                    .set("pool", row.account.typed())
                    .set("seat", share.person.empty() ? share.seat : fmt::format("{} ({})", share.person, share.seat))
                    .figure("sends", share.totals.sends)
                    .figure("free_sends", share.totals.free_sends)
                    .figure("refunded", share.totals.refunded));
        }
    }
    return shares;
}

}  // namespace

void set_account(Values& values, const app::AccountName& account) {
    const bool has_person = !account.person.empty();
    values.set("shown_account", person_or_typed(account));
    values.set("has_handle", has_person).set("handle", account.typed());
}

void add_balances(Values& page, const AuditSource& source) {
    Values::List charts;
    Values::List rows;
    for (const std::size_t i : by_loss(source.report)) {
        if (charts.size() < max_charts) charts.push_back(balance_of(source, i));
        rows.push_back(balance_row_of(source.charts.accounts[i]));
    }
    Values::List months;
    // The latest stands next to the account, where a phone shows it.
    const auto& all = source.charts.months;
    for (auto month = all.rbegin(); month != all.rend(); ++month) months.push_back(Values().set("month", short_month(*month)));
    page.set("any_more_balances", rows.size() > charts.size());
    page.set("drawn_balances", static_cast<std::int64_t>(charts.size()));
    page.set("balances", std::move(charts));
    page.set("balance_rows", std::move(rows));
    page.set("balance_months", std::move(months));
}

void add_accounts(Values& page, const AuditSource& source) {
    Values::List rows;
    for (const auto& row : source.report.rows) rows.push_back(row_of(row, source.report.policy));
    page.set("accounts", std::move(rows));
    page.set("total", Values::List{row_of(source.report.total, source.report.policy)});
}

void add_findings(Values& page, const AuditSource& source) {
    Values::List anomalies;
    for (const auto& row : source.report.rows) {
        if (has_anomalies(row)) anomalies.push_back(row_of(row, source.report.policy));
    }
    Values::List observations;
    for (const auto& o : source.report.observations) {
        observations.push_back(Values()
                                   .set("account", o.account.typed())
                                   .set("on", moment_words(o.at, source.display))
                                   .set("shown", o.shown)
                                   .set("computed", o.computed));
    }
    Values::List drift;
    for (const auto& line : drift_words(source.report.drift, source.display)) drift.push_back(Values().set("words", line));
    Values::List policy;
    const std::string until = source.report.so_far ? std::string() : end_words(source.report.as_of, source.display);
    for (const auto& standing : source.report.policy) {
        policy.push_back(Values()
                             .set("seat", standing.seat)
                             .set("sender", sender_words(standing))
                             .set("words", policy_words(standing, until)));
    }
    page.set("shares", shares_of(source.report));
    page.set("fits", anomalies.empty() && observations.empty() && drift.empty() && policy.empty());
    page.set("policy", std::move(policy));
    page.set("anomalies", std::move(anomalies));
    page.set("observations", std::move(observations));
    page.set("drift", std::move(drift));
    page.set("as_of_date", to_string(day_of(source.report.as_of)));
    page.set("head", source.report.head);
}

}  // namespace inmail::render::html
