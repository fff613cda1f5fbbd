#include "inmail/app/reports/balance.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "columns.hpp"
#include "inmail/render/reports.hpp"
#include "loss_words.hpp"
#include "person_column.hpp"
#include "seat_rows.hpp"
#include "sparkline.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

/// What expires first, and when; nothing if the plan ends before.
struct NextExpiry {
    std::optional<Credits> amount;
    std::optional<Instant> at;
};

NextExpiry next_expiry(const app::AccountBalance& a) {
    NextExpiry next;
    for (const Lot& lot : a.lots) {
        if (!lot.expires_at || (next.at && *next.at < *lot.expires_at)) continue;
        if (next.at != lot.expires_at) next = {no_credits, lot.expires_at};
        *next.amount += lot.remaining;
    }
    return a.plan_end && next.at && a.plan_end->at < *next.at ? NextExpiry{} : next;
}

std::string share_words(const app::MemberShare& share, const Display& display) {
    auto words =
        fmt::format("{} draws on pool:{}: {} since the refresh", titled({AccountId::Kind::seat, share.seat, share.person}),
                    share.pool, counted(share.paid_sends_since_refresh, "paid InMail"));
    if (share.limit) words += fmt::format(", limit {}", share.limit->value);
    if (share.leaves_at) words += ", leaves on " + moment_words(*share.leaves_at, display);
    return words;
}

Table::Row row_of(const app::AccountBalance& a, const Display& display) {
    const NextExpiry expiry = next_expiry(a);
    const Tone tone = a.active && a.available == no_credits ? Tone::bad : Tone::plain;
    Table::Row row{a.account.typed(),
                   a.team,
                   a.plan,
                   active_or_cancelled(a.active),
                   a.taker ? "went to " + *a.taker : active_or_cancelled(a.active),
                   Cell(a.available, tone),
                   a.cap_total(a.account),
                   a.pending,
                   a.next_refresh,
                   a.next_loss ? Cell(a.next_loss->amount) : Cell(),
                   a.next_loss ? Cell(usable_until(*a.next_loss, display)) : Cell(),
                   expiry.amount,
                   expiry.at,
                   a.rulebook,
                   a.allowance,
                   a.cap,
                   a.members,
                   of_pool(a.account, a.cap),
                   of_pool(a.account, a.members),
                   a.account.person,
                   a.plan_end ? Cell(a.plan_end->at) : Cell(),
                   a.plan_end ? Cell(to_string(a.plan_end->event)) : Cell(),
                   a.next_loss ? Cell(a.next_loss->amount) : Cell(),
                   a.next_loss ? Cell(a.next_loss->at) : Cell()};
    for_each_total(a.totals, [&row](const char*, std::int64_t value) { row.emplace_back(value); });
    return row;
}

}  // namespace

Table table_of(const app::BalanceReport& report, const Display& display) {
    const bool all_active = std::all_of(report.accounts.begin(), report.accounts.end(), [](const auto& a) { return a.active; });
    const bool by_seat = has_seat_rows(report.accounts);
    const bool pools =
        std::any_of(report.accounts.begin(), report.accounts.end(), [](const auto& a) { return a.account.is_pool(); });
    Table table;
    table.columns = {name("account"),
                     name("team"),
                     spare(name("plan")),
                     detail(name("status")),
                     screen_only(shown_if(!all_active, name("status"))),
                     asked_for(number("available")),
                     number("cap", "cap_of_all_seats"),
                     number("pending"),
                     moment("next refresh"),
                     spare(screen_only(number("lost next")), 2),
                     spare(screen_only(name("usable until")), 2),
                     detail(number("expiring")),
                     detail(moment("expiring_on")),
                     detail(name("rulebook")),
                     detail(number("allowance")),
                     detail(number("cap")),
                     detail(number("members")),
                     spare(screen_only(shown_if(pools, number("cap/seat")))),
                     spare(screen_only(shown_if(pools, number("members")))),
                     detail(name("name")),
                     detail(moment("ends_at")),
                     detail(name("ends_by")),
                     detail(number("next_loss")),
                     detail(moment("next_loss_at"))};
    for_each_total(Totals{}, [&](std::string_view name, std::int64_t) {
        const bool is_drawing = name == "sends" || name == "refunded" || name == "free_sends";
        table.columns.push_back(shown_if(by_seat && is_drawing, number(std::string(name))));
    });
    for (const auto& account : report.accounts) table.rows.push_back(row_of(account, display));
    const auto person_of = [](const auto& a) -> const std::string& { return a.account.person; };
    show_people(table, report.accounts, person_of, 1, has_named_shares(report.accounts));
    add_trend(table, report.accounts, display);
    break_down(table, report.accounts);
    for (const auto& account : report.accounts) {
        if (account.plan_end)
            table.notes.push_back(fmt::format("{}: {}", account.account.typed(), plan_end_words(account, display)));
    }
    for (const auto& share : report.shares) table.notes.push_back(share_words(share, display));
    table.empty = fmt::format("No account holds anything as of {}.", end_words(report.as_of, display));
    return table;
}

}  // namespace inmail::render
