// Credits that are about to be lost, or were: expiring and forfeits.

#include <fmt/format.h>

#include "columns.hpp"
#include "inmail/app/reports/expiring.hpp"
#include "inmail/app/reports/forfeits.hpp"
#include "inmail/render/reports.hpp"
#include "loss_words.hpp"
#include "person_column.hpp"
#include "seat_rows.hpp"
#include "words.hpp"
#include "worth_words.hpp"

namespace inmail::render {
namespace {

using ForfeitsRow = app::ForfeitsReport::Row;

std::string months_words(Month from, Month to) {
    return from == to ? "in " + month_words(from) : fmt::format("from {} to {}", month_words(from), month_words(to));
}

app::Worth all_money(const ForfeitsRow& row) {
    app::Worth all = row.worth;
    return all += row.losing_worth;
}

Cell source_of(const std::optional<LotId>& lot) { return lot ? Cell(to_string(lot->source)) : Cell(); }

std::vector<Figure<ForfeitsRow>> figures(bool by_seat) {
    return {
        {name("team"), [](const ForfeitsRow& r) { return Cell(r.team); }},
        {spare(name("plan")), [](const ForfeitsRow& r) { return Cell(r.plan); }},
        {asked_for(number("forfeited")), [](const ForfeitsRow& r) { return loss(r.flow.forfeited); }},
        {number("expired"), [](const ForfeitsRow& r) { return loss(r.flow.expired); }},
        {number("zeroed"), [](const ForfeitsRow& r) { return loss(r.flow.zeroed); }},
        {screen_only(spare(number("worth"), 2)), [](const ForfeitsRow& r) { return Cell(money_words(r.worth.plan)); }},
        {detail(number("lost_at_credit_price")), [](const ForfeitsRow& r) { return amount_cell(r.worth.bought, all_money(r)); }},
        {detail(number("lost_at_plan_price")), [](const ForfeitsRow& r) { return amount_cell(r.worth.plan, all_money(r)); }},
        {spare(number("refreshes over cap", "refreshes_past_the_cap")),
         [](const ForfeitsRow& r) { return Cell(static_cast<std::int64_t>(r.refreshes.size())); }},
        {asked_for(number("at risk", "losing")), [](const ForfeitsRow& r) { return loss(r.losing, Tone::bad); }},
        {screen_only(spare(number("at-risk worth"), 2)),
         [](const ForfeitsRow& r) { return Cell(money_words(r.losing_worth.plan)); }},
        {detail(number("losing_at_credit_price")),
         [](const ForfeitsRow& r) { return amount_cell(r.losing_worth.bought, all_money(r)); }},
        {detail(number("losing_at_plan_price")),
         [](const ForfeitsRow& r) { return amount_cell(r.losing_worth.plan, all_money(r)); }},
        {detail(number("next_forfeit")), [](const ForfeitsRow& r) { return Cell(r.next_forfeit); }},
        {detail(moment("next_refresh")), [](const ForfeitsRow& r) { return Cell(r.next_refresh); }},
        {detail(number("next_at_credit_price")),
         [](const ForfeitsRow& r) { return amount_cell(r.next_worth.bought, all_money(r)); }},
        {detail(number("next_at_plan_price")), [](const ForfeitsRow& r) { return amount_cell(r.next_worth.plan, all_money(r)); }},
        {detail(name("currency")), [](const ForfeitsRow& r) { return currency_cell(all_money(r)); }},
        {shown_if(by_seat, number("sent", "consumed")), [](const ForfeitsRow& r) { return Cell(r.flow.consumed); }},
        {shown_if(by_seat, number("refunded")), [](const ForfeitsRow& r) { return Cell(r.flow.refunded); }}};
}

/// An allowance that the cap withholds is of no lot.
Cell origin_words(const app::ComingLoss& loss, const Display& display) {
    return loss.lot ? source_of(loss.lot) : Cell("allowance of " + moment_words(loss.at, display));
}

}  // namespace

Table table_of(const app::ExpiringReport& report, const Display& display) {
    Table table;
    const std::string until = window_words(report.until, display);
    table.title = fmt::format("About to be lost by {}, if nothing is sent", until);
    table.columns = {name("account"),
                     name("team"),
                     number("credits"),
                     name("loss"),
                     screen_only(name("usable until")),
                     detail(moment("expires_at")),
                     screen_only(spare(text("source"))),
                     detail(name("source")),
                     spare(moment("granted", "granted_at")),
                     detail(moment("lost_at")),
                     detail(name("last_day"))};
    for (const auto& row : report.rows) {
        const auto& lot = row.loss.lot;
        table.rows.push_back({row.account.typed(), row.team, Cell(row.loss.amount, Tone::warning), loss_word(row.loss.kind),
                              usable_until(row.loss, display), lot ? Cell(lot->expires_at) : Cell(),
                              origin_words(row.loss, display), source_of(lot), lot ? Cell(lot->granted_at) : Cell(), row.loss.at,
                              row.loss.last_day() ? Cell(to_string(*row.loss.last_day())) : Cell()});
    }
    table.total = total_of(table, {{"credits", report.total}});
    add_people(table, report.rows);
    for (const auto& ending : report.endings)
        table.notes.push_back(fmt::format("{}: {}", ending.account.typed(), plan_end_words(ending, display)));
    table.empty =
        fmt::format("Nothing is about to be lost by {}{}.", until, later_words(ends_after(report.until, report.endings)));
    return table;
}

Table table_of(const app::ForfeitsReport& report, const Display& display) {
    Table table;
    table.title = "Credits lost " + months_words(report.from, report.to);
    const auto all = figures(has_seat_rows(report.rows));
    table.columns = columns_of({name("account")}, all);
    for (const auto& row : report.rows) {
        table.rows.push_back(cells_of({row.account.typed()}, row, all));
        for (const auto& advice : loss_advice(row, display))
            table.notes.push_back(fmt::format("{}: {}", row.account.typed(), advice));
    }
    table.total = total_of(table, {{"forfeited", report.forfeited},
                                   {"expired", report.expired},
                                   {"zeroed", report.zeroed},
                                   {"worth", money_words(report.worth.plan)},
                                   {"at risk", report.losing},
                                   {"at-risk worth", money_words(report.losing_worth.plan)}});
    add_people(table, report.rows, has_named_shares(report.rows));
    break_down(table, report.rows);
    add_worth_note(table, "Lost", report.forfeited + report.expired + report.zeroed, report.worth);
    if (!report.rows.empty())
        add_coming_note(table, report.until, report.losing, report.losing_worth, ends_after(report.until, report.rows), display);
    table.empty = fmt::format("Nothing was lost {}, and nothing is about to be lost by {}: {} checked.",
                              months_words(report.from, report.to), window_words(report.until, display),
                              counted(report.accounts_seen, "account"));
    return table;
}

}  // namespace inmail::render
