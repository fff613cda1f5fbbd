// Credits that are about to be lost, or were: expiring and forfeits.

#include <fmt/format.h>

#include "columns.hpp"
#include "inmail/app/reports/expiring.hpp"
#include "inmail/app/reports/forfeits.hpp"
#include "inmail/render/reports.hpp"
#include "loss_words.hpp"
#include "seat_rows.hpp"
#include "words.hpp"
#include "worth_words.hpp"

namespace inmail::render {
namespace {

using ForfeitsRow = app::ForfeitsReport::Row;

std::string months_words(Month from, Month to) {
    return from == to ? "in " + month_words(from) : fmt::format("from {} to {}", month_words(from), month_words(to));
}

/// Empty where the next refresh takes nothing.
std::string advice_of(const ForfeitsRow& row, const Display& display) {
    if (!row.next_refresh || row.loses_next() == no_credits) return {};
    return fmt::format("{}: {}", row.account.typed(), send_or_lose(row.loses_next(), *row.next_refresh, display));
}

app::Worth all_money(const ForfeitsRow& row) {
    app::Worth all = row.worth;
    return all += row.next_worth;
}

std::vector<Figure<ForfeitsRow>> figures(bool by_seat) {
    return {
        {name("team"), [](const ForfeitsRow& r) { return Cell(r.team); }},
        {spare(name("plan")), [](const ForfeitsRow& r) { return Cell(r.plan); }},
        {number("forfeited"), [](const ForfeitsRow& r) { return loss(r.flow.forfeited); }},
        {number("expired"), [](const ForfeitsRow& r) { return loss(r.flow.expired); }},
        {number("zeroed"), [](const ForfeitsRow& r) { return loss(r.flow.zeroed); }},
        {screen_only(spare(number("worth"), 2)), [](const ForfeitsRow& r) { return Cell(money_words(r.worth.plan)); }},
        {detail(number("lost_at_credit_price")), [](const ForfeitsRow& r) { return amount_cell(r.worth.bought, all_money(r)); }},
        {detail(number("lost_at_plan_price")), [](const ForfeitsRow& r) { return amount_cell(r.worth.plan, all_money(r)); }},
        {spare(number("refreshes past the cap")),
         [](const ForfeitsRow& r) { return Cell(static_cast<std::int64_t>(r.refreshes.size())); }},
        {number("next forfeit"), [](const ForfeitsRow& r) { return r.next_forfeit ? loss(*r.next_forfeit, Tone::bad) : Cell(); }},
        {moment("at refresh", "next_refresh"), [](const ForfeitsRow& r) { return Cell(r.next_refresh); }},
        {screen_only(spare(number("next worth"), 2)), [](const ForfeitsRow& r) { return Cell(money_words(r.next_worth.plan)); }},
        {detail(number("next_at_credit_price")),
         [](const ForfeitsRow& r) { return amount_cell(r.next_worth.bought, all_money(r)); }},
        {detail(number("next_at_plan_price")), [](const ForfeitsRow& r) { return amount_cell(r.next_worth.plan, all_money(r)); }},
        {detail(name("currency")), [](const ForfeitsRow& r) { return currency_cell(all_money(r)); }},
        {shown_if(by_seat, number("sent", "consumed")), [](const ForfeitsRow& r) { return Cell(r.flow.consumed); }},
        {shown_if(by_seat, number("refunded")), [](const ForfeitsRow& r) { return Cell(r.flow.refunded); }}};
}

}  // namespace

Table table_of(const app::ExpiringReport& report, const Display& display) {
    Table table;
    table.title = fmt::format("Expiring by {}", end_words(report.until, display));
    table.columns = {name("account"),       name("team"),
                     number("credits"),     moment("expires", "expires_at"),
                     spare(name("source")), spare(moment("granted", "granted_at"))};
    for (const auto& row : report.rows) {
        table.rows.push_back({row.account.typed(), row.team, Cell(row.lot.remaining, Tone::warning), row.lot.expires_at,
                              to_string(row.lot.source), row.lot.granted_at});
    }
    table.total = Table::Row{"total", {}, report.total, {}, {}, {}};
    table.empty = "No credits expire until then.";
    return table;
}

Table table_of(const app::ForfeitsReport& report, const Display& display) {
    Table table;
    table.title = "Credits lost " + months_words(report.from, report.to);
    const auto all = figures(has_seat_rows(report.rows));
    table.columns = columns_of({name("account")}, all);
    for (const auto& row : report.rows) {
        table.rows.push_back(cells_of({row.account.typed()}, row, all));
        if (auto advice = advice_of(row, display); !advice.empty()) table.notes.push_back(std::move(advice));
    }
    table.total = total_of(table, {{"forfeited", report.forfeited},
                                   {"expired", report.expired},
                                   {"zeroed", report.zeroed},
                                   {"worth", money_words(report.worth.plan)},
                                   {"next forfeit", report.next_forfeit},
                                   {"next worth", money_words(report.next_worth.plan)}});
    break_down(table, report.rows);
    add_worth_note(table, "Lost", report.forfeited + report.expired + report.zeroed, report.worth);
    add_worth_note(table, "About to be lost", report.next_forfeit, report.next_worth);
    table.empty = fmt::format("Nothing was lost {}, and no next refresh will forfeit anything: {} looked at.",
                              months_words(report.from, report.to), counted(report.accounts_seen, "account"));
    return table;
}

}  // namespace inmail::render
