// Credits that are about to be lost, or were: expiring and forfeits.

#include <fmt/format.h>

#include "columns.hpp"
#include "inmail/render/reports.hpp"
#include "seat_rows.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

std::string months_words(Month from, Month to) {
    return from == to ? "in " + month_words(from) : fmt::format("from {} to {}", month_words(from), month_words(to));
}

/// "send 37 before 1 July or lose 37"; empty where the next refresh takes nothing.
std::string advice_of(const app::ForfeitsReport::Row& row, const Display& display) {
    if (!row.next_refresh || !row.next_forfeit || *row.next_forfeit <= no_credits) return {};
    return fmt::format("{}: send {} before {} or lose {}", row.account.typed(), row.next_forfeit->value,
                       moment_words(*row.next_refresh, display), row.next_forfeit->value);
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
    const bool by_seat = has_seat_rows(report.rows);
    Table table;
    table.title = "Credits lost " + months_words(report.from, report.to);
    table.columns = {name("account"),
                     name("team"),
                     spare(name("plan")),
                     number("forfeited"),
                     number("expired"),
                     spare(number("refreshes past the cap")),
                     number("next forfeit"),
                     moment("at refresh", "next_refresh"),
                     shown_if(by_seat, number("sent", "consumed")),
                     shown_if(by_seat, number("refunded"))};
    for (const auto& row : report.rows) {
        const bool loses_next = row.next_forfeit && *row.next_forfeit > no_credits;
        table.rows.push_back({row.account.typed(), row.team, row.plan,
                              Cell(row.flow.forfeited, row.flow.forfeited > no_credits ? Tone::warning : Tone::plain), row.flow.expired,
                              static_cast<std::int64_t>(row.refreshes.size()),
                              row.next_forfeit ? Cell(*row.next_forfeit, loses_next ? Tone::bad : Tone::plain) : Cell(),
                              row.next_refresh, row.flow.consumed, row.flow.refunded});
        if (auto advice = advice_of(row, display); !advice.empty()) table.notes.push_back(std::move(advice));
    }
    table.total = Table::Row{"total", {}, {}, report.forfeited, report.expired, {}, {}, {}, {}, {}};
    break_down(table, report.rows);
    table.empty = fmt::format("Nothing was lost {}, and no next refresh will forfeit anything: {} looked at.",
                              months_words(report.from, report.to), counted(report.accounts_seen, "account"));
    return table;
}

}  // namespace inmail::render
