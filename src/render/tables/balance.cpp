#include "inmail/app/reports/balance.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "columns.hpp"
#include "inmail/render/reports.hpp"
#include "seat_rows.hpp"
#include "sparkline.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

/// What of the lots is lost first, and when.
struct NextExpiry {
    std::optional<Credits> amount;
    std::optional<Instant> at;
};

NextExpiry next_expiry(const std::vector<Lot>& lots) {
    NextExpiry next;
    for (const Lot& lot : lots) {
        if (!lot.expires_at || (next.at && *next.at < *lot.expires_at)) continue;
        if (next.at != lot.expires_at) next = {no_credits, lot.expires_at};
        *next.amount += lot.remaining;
    }
    return next;
}

std::optional<Credits> cap_of_all(const app::AccountBalance& a) {
    if (!a.cap || !a.account.is_pool()) return a.cap;
    return *a.cap * a.members;
}

std::string share_words(const app::MemberShare& share) {
    auto words = fmt::format("{} draws on pool:{}: {} since the refresh", share.seat, share.pool,
                             counted(share.paid_sends_since_refresh, "paid InMail"));
    if (share.limit) words += fmt::format(", limit {}", share.limit->value);
    return words;
}

Table::Row row_of(const app::AccountBalance& a) {
    const NextExpiry expiry = next_expiry(a.lots);
    const Tone tone = a.active && a.available == no_credits ? Tone::bad : Tone::plain;
    Table::Row row{a.account.typed(),
                   a.team,
                   a.plan,
                   active_or_cancelled(a.active),
                   Cell(a.available, tone),
                   cap_of_all(a),
                   a.pending,
                   a.next_refresh,
                   expiry.amount,
                   expiry.at,
                   a.rulebook,
                   a.allowance,
                   a.cap,
                   a.members};
    for_each_total(a.totals, [&row](const char*, std::int64_t value) { row.emplace_back(value); });
    return row;
}

}  // namespace

Table table_of(const app::BalanceReport& report, const Display& display) {
    const bool all_active = std::all_of(report.accounts.begin(), report.accounts.end(), [](const auto& a) { return a.active; });
    const bool by_seat = has_seat_rows(report.accounts);
    Table table;
    table.columns = {name("account"),           name("team"),
                     spare(name("plan"), 2),    shown_if(!all_active, name("status")),
                     number("available"),       number("of cap", "cap_of_all_seats"),
                     number("pending"),         moment("next refresh"),
                     spare(number("expiring")), spare(moment("on", "expiring_on")),
                     detail(name("rulebook")),  detail(number("allowance")),
                     detail(number("cap")),     detail(number("members"))};
    for_each_total(Totals{}, [&](std::string_view name, std::int64_t) {
        const bool is_drawing = name == "sends" || name == "refunded" || name == "free_sends";
        table.columns.push_back(shown_if(by_seat && is_drawing, number(std::string(name))));
    });
    for (const auto& account : report.accounts) table.rows.push_back(row_of(account));
    add_trend(table, report.accounts, display);
    break_down(table, report.accounts);
    for (const auto& share : report.shares) table.notes.push_back(share_words(share));
    table.empty = fmt::format("No account holds anything as of {}.", end_words(report.as_of, display));
    return table;
}

}  // namespace inmail::render
