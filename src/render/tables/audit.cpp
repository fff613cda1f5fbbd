#include "inmail/app/reports/audit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "columns.hpp"
#include "comparison_words.hpp"
#include "drift_words.hpp"
#include "inmail/render/reports.hpp"
#include "person_column.hpp"
#include "policy_words.hpp"
#include "pool_words.hpp"
#include "seat_rows.hpp"
#include "sparkline.hpp"
#include "words.hpp"
#include "worth_words.hpp"

namespace inmail::render {
namespace {

using app::AuditRow;
using app::Worth;

Worth all_money(const AuditRow& row) {
    Worth all = row.worth;
    return all += row.cost.gross.worth;
}

std::string title_of(const app::AuditReport& report, const Display& display) {
    std::string months = month_words(report.from);
    if (report.from != report.to) months += " to " + month_words(report.to);
    std::string title = "Audit of " + months;
    if (report.so_far) title += ", so far: up to " + end_words(report.as_of, display);
    if (report.known_at) title += ", as known at " + end_words(*report.known_at, display);
    return title;
}

/// Of an account, a team or the whole of the report.
std::vector<Figure<AuditRow>> figures_of(const app::AuditReport& report) {
    const auto before = [&report](auto figure) {
        return [&report, figure](const AuditRow& r) { return report.before ? figure(r.before) : Cell(); };
    };
    return {{name("team"), [](const AuditRow& r) { return Cell(r.team); }},
            {spare(name("plan")), [](const AuditRow& r) { return Cell(r.plan); }},
            {detail(name("status")), [](const AuditRow& r) { return Cell(active_or_cancelled(r.active)); }},
            {number("opening"), [](const AuditRow& r) { return Cell(r.opening); }},
            {spare(number("allotted"), 3), [](const AuditRow& r) { return Cell(r.flow.allotted); }},
            {spare(number("refunded"), 3), [](const AuditRow& r) { return Cell(r.flow.refunded); }},
            {spare(number("bought", "purchased"), 3), [](const AuditRow& r) { return Cell(r.flow.purchased); }},
            {spare(number("adjusted"), 3), [](const AuditRow& r) { return Cell(r.flow.adjusted); }},
            {number("sent", "consumed"), [](const AuditRow& r) { return Cell(r.flow.consumed); }},
            {number("expired"), [](const AuditRow& r) { return loss(r.flow.expired); }},
            {number("forfeited"), [](const AuditRow& r) { return loss(r.flow.forfeited); }},
            {number("zeroed"), [](const AuditRow& r) { return loss(r.flow.zeroed); }},
            {number("closing"), [](const AuditRow& r) { return Cell(r.closing); }},
            {spare(number("pending"), 2), [](const AuditRow& r) { return Cell(r.pending); }},
            {detail(number("unfunded")), [](const AuditRow& r) { return Cell(r.flow.unfunded); }},
            {detail(number("repeat")), [](const AuditRow& r) { return Cell(r.flow.repeat); }},
            {detail(number("unmatched")), [](const AuditRow& r) { return Cell(r.flow.unmatched); }},
            {detail(number("over_limit")), [](const AuditRow& r) { return Cell(r.flow.over_limit); }},
            {detail(number("outside")), [](const AuditRow& r) { return Cell(r.flow.outside); }},
            {detail(number("lapsed")), [](const AuditRow& r) { return Cell(r.flow.lapsed); }},
            {detail(number("sends")), [](const AuditRow& r) { return Cell(r.flow.sends); }},
            {detail(number("free_sends")), [](const AuditRow& r) { return Cell(r.flow.free_sends); }},
            {detail(number("replies")), [](const AuditRow& r) { return Cell(r.flow.replies); }},
            {detail(number("bounces")), [](const AuditRow& r) { return Cell(r.flow.bounces); }},
            {detail(number("lost")), [](const AuditRow& r) { return Cell(r.lost()); }},
            {detail(number("lost_at_plan_price")), [](const AuditRow& r) { return amount_cell(r.worth.plan, all_money(r)); }},
            {detail(number("lost_at_credit_price")), [](const AuditRow& r) { return amount_cell(r.worth.bought, all_money(r)); }},
            {detail(name("currency")), [](const AuditRow& r) { return currency_cell(all_money(r)); }},
            {detail(number("answered")), [](const AuditRow& r) { return Cell(r.responses.answered); }},
            {spare(screen_only(name("reply rate")), 2),
             [&report](const AuditRow& r) { return Cell(rate_words(r.responses, report.policy)); }},
            {detail(number("reply_rate")), [](const AuditRow& r) { return rate_cell(r.responses.rate()); }},
            {detail(number("reply_rate_low")), [](const AuditRow& r) { return low_cell(r.responses); }},
            {detail(number("reply_rate_high")), [](const AuditRow& r) { return high_cell(r.responses); }},
            {detail(number("spent")), [](const AuditRow& r) { return Cell(r.cost.net.credits); }},
            {spare(number("per reply", "credits_per_reply"), 2),
             [](const AuditRow& r) { return Cell(decimal_words(r.cost.net.credits_per_reply(r.responses))); }},
            {spare(number("gross", "gross_credits_per_reply"), 2),
             [](const AuditRow& r) { return Cell(decimal_words(r.cost.gross.credits_per_reply(r.responses))); }},
            {detail(number("gross_spent")), [](const AuditRow& r) { return Cell(r.cost.gross.credits); }},
            {detail(number("cost_per_reply_at_plan_price")),
             [](const AuditRow& r) { return cost_amount_cell(r.cost.net, r.responses, &Worth::plan, all_money(r)); }},
            {detail(number("cost_per_reply_at_credit_price")),
             [](const AuditRow& r) { return cost_amount_cell(r.cost.net, r.responses, &Worth::bought, all_money(r)); }},
            {detail(number("gross_cost_per_reply_at_plan_price")),
             [](const AuditRow& r) { return cost_amount_cell(r.cost.gross, r.responses, &Worth::plan, all_money(r)); }},
            {detail(number("gross_cost_per_reply_at_credit_price")),
             [](const AuditRow& r) { return cost_amount_cell(r.cost.gross, r.responses, &Worth::bought, all_money(r)); }},
            {detail(number("sends_before")), before([](const app::AuditBefore& b) { return Cell(b.flow.sends); })},
            {detail(number("refunded_before")), before([](const app::AuditBefore& b) { return Cell(b.flow.refunded); })},
            {detail(number("lost_before")), before([](const app::AuditBefore& b) { return Cell(b.lost()); })}};
}

/// "ana: 2 repeat, 1 unfunded"; empty if everything fits.
std::string anomalies_of(const AuditRow& row) {
    const Totals& f = row.flow;
    const std::pair<const char*, std::int64_t> counts[]{{"unfunded", f.unfunded.value},
                                                        {"repeat", f.repeat},
                                                        {"unmatched", f.unmatched},
                                                        {"over_limit", f.over_limit},
                                                        {"outside", row.outside()}};
    std::string words;
    for (const auto& [name, n] : counts) {
        if (n != 0) words += fmt::format("{}{} {}", words.empty() ? "" : ", ", n, name);
    }
    return words.empty() ? words : fmt::format("{}: {}", row.account.typed(), words);
}

std::string label_of(const app::AuditTeam& team) { return team.team ? "team " + *team.team : "no team"; }

/// "team emea: 5 of 7 accounts lost 214 credits, worth USD 428.00 at the plan's price"
std::string losses_of(const app::AuditTeam& team, bool alone) {
    std::string words = alone && !team.team ? std::string() : label_of(team) + ": ";
    words += fmt::format("{} of {} lost {}", team.losing, counted(team.accounts, "account"), credits_words(team.sum.lost()));
    if (const auto worth = worth_words(team.sum.worth); !worth.empty()) words += ", worth " + worth;
    return words;
}

std::vector<std::string> notes_of(const app::AuditReport& report, const Display& display) {
    std::vector<std::string> notes;
    for (const auto& team : report.teams) {
        if (team.losing > 0) notes.push_back(losses_of(team, report.teams.size() == 1));
    }
    if (auto words = reply_cost_words(report.total.cost, report.total.responses); !words.empty())
        notes.push_back("On average " + words);
    for (auto& line : comparison_words(report)) notes.push_back(std::move(line));
    for (const auto& standing : report.policy)
        notes.push_back(sender_words(standing) + ": " +
                        policy_words(standing, report.so_far ? "" : end_words(report.as_of, display)));
    for (const auto& pool : report.pools_left_out) notes.push_back(pool_words(pool));
    if (report.teams.size() > 1) {
        for (const auto& row : report.rows) {
            if (row.account.is_pool() && row.flow.sends > 0) notes.push_back(pool_sends_words(row));
        }
    }
    for (const auto& row : report.rows) {
        if (auto words = anomalies_of(row); !words.empty()) notes.push_back("Anomalies of " + words);
    }
    for (const auto& o : report.observations) {
        notes.push_back(fmt::format("{} on {}: LinkedIn showed {}, the ledger held {}", o.account.typed(),
                                    moment_words(o.at, display), o.shown.value, o.computed.value));
    }
    for (auto& line : drift_words(report.drift, display)) notes.push_back(std::move(line));
    notes.push_back(head_words(report.head));
    return notes;
}

/// The columns behind those that scripts have known: the account's cap, and what its seats miss of a policy (RULES section 8).
void add_cap_and_policy(Table& table, const app::AuditReport& report) {
    const bool pools = std::any_of(report.rows.begin(), report.rows.end(), [](const auto& r) { return r.account.is_pool(); });
    const std::vector<Column> columns{spare(shown_if(pools, number("cap", "cap_of_all_seats"))),
                                      detail(number("cap")),
                                      detail(number("members")),
                                      spare(screen_only(shown_if(pools, number("cap/seat")))),
                                      spare(screen_only(shown_if(pools, number("members")))),
                                      detail(name("policy_verdict")),
                                      detail(name("policy_seats")),
                                      detail(number("policy_missing"))};
    table.columns.insert(table.columns.end(), columns.begin(), columns.end());
    for (std::size_t i = 0; i < report.rows.size(); ++i) {
        const AuditRow& row = report.rows[i];
        std::vector<std::string> seats;
        Cell verdict;
        std::int64_t missing = 0;
        // Those below the policy stand first.
        for (const auto& standing : report.policy) {
            if (!(standing.account == row.account)) continue;
            if (seats.empty()) verdict = Cell(to_string(standing.verdict));
            seats.push_back(standing.seat);
            missing += standing.missing();
        }
        const Table::Row cells{row.cap_total(row.account),
                               row.cap,
                               row.members,
                               of_pool(row.account, row.cap),
                               of_pool(row.account, row.members),
                               verdict,
                               fmt::format("{}", fmt::join(seats, " ")),
                               seats.empty() ? Cell() : Cell(missing)};
        table.rows[i].insert(table.rows[i].end(), cells.begin(), cells.end());
    }
    const auto widen = [&table](Table::Row& row) { row.resize(table.columns.size()); };
    std::for_each(table.subtotals.begin(), table.subtotals.end(), widen);
    if (table.total) widen(*table.total);
}

/// The largest loss first.
std::vector<std::size_t> worst_first(const std::vector<AuditRow>& rows) {
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&rows](std::size_t a, std::size_t b) { return rows[a].lost() > rows[b].lost(); });
    return order;
}

}  // namespace

Table table_of(const app::AuditReport& report, const Display& display) {
    Table table;
    table.title = title_of(report, display);
    const auto figures = figures_of(report);
    const auto row_of = [&](const std::string& label, const AuditRow& row) { return cells_of({label}, row, figures); };
    table.columns = columns_of({name("account")}, figures);
    for (const auto& row : report.rows) table.rows.push_back(row_of(row.account.typed(), row));
    table.worst_first = worst_first(report.rows);
    if (report.teams.size() > 1) {
        for (const auto& team : report.teams) table.subtotals.push_back(row_of(label_of(team), team.sum));
    }
    table.total = row_of("total", report.total);
    add_people(table, report.rows, has_named_shares(report.rows));
    add_cap_and_policy(table, report);
    add_trend(table, report.rows, display);
    break_down(table, report.rows);
    table.notes = notes_of(report, display);
    table.empty = "No account had a plan, or anything else to audit, by then.";
    return table;
}

}  // namespace inmail::render
