#include <algorithm>
#include <map>
#include <tuple>

#include "inmail/app/reports.hpp"
#include "inmail/core/errors.hpp"
#include "report_parts.hpp"

namespace inmail::app {
namespace {

/// What each account lost, as the fold tells it.
struct Losses {
    Credits forfeited;
    Credits expired;
    std::vector<ForfeitsReport::Refresh> refreshes;
};

/// What the calendar alone will forfeit at the account's next refresh: the fold, carried on without further events.
std::map<AccountId, Credits> forfeited_next(Store& store, const View& view, const std::vector<std::pair<AccountName, AccountState>>& accounts) {
    Instant last = view.as_of;
    for (const auto& [name, state] : accounts) last = std::max(last, state.next_refresh.value_or(last));

    std::map<AccountId, Instant> next;
    for (const auto& [name, state] : accounts) {
        if (state.next_refresh) next.emplace(state.account, *state.next_refresh);
    }
    std::map<AccountId, Credits> forfeits;
    Collector collector([&](const Posting& p) {
        const auto due = next.find(p.account);
        if (p.kind == Posting::Kind::refreshed && due != next.end() && due->second == p.at && !p.refresh->join) {
            forfeits[p.account] = p.refresh->forfeited;
        }
    });
    Books ahead(store, view, &collector);
    ahead.fold();
    ahead.let_time_pass(last);
    return forfeits;
}

}  // namespace

ForfeitsReport forfeits(Store& store, const View& view, int months) {
    const Month to = month_of(day_of(view.as_of));
    ForfeitsReport report;
    report.as_of = view.as_of;
    report.known_at = view.known_at;
    report.from = std::max(to + (1 - months), Month{0});
    report.to = to;

    const Instant since = start_of(report.from);
    std::map<AccountId, Losses> losses;
    Collector collector([&](const Posting& p) {
        if (p.at < since) return;
        if (p.kind == Posting::Kind::expired) losses[p.account].expired += p.amount;
        if (p.kind != Posting::Kind::refreshed || p.refresh->forfeited == no_credits) return;
        const Posting::Refresh& r = *p.refresh;
        losses[p.account].forfeited += r.forfeited;
        losses[p.account].refreshes.push_back({p.at, r.held, r.allowance, r.cap, r.granted, r.forfeited});
    });
    Books books(store, view, &collector);
    books.fold();
    const auto accounts = books.listed();
    const auto next = forfeited_next(store, view, accounts);

    report.accounts_seen = static_cast<int>(accounts.size());
    for (const auto& [name, state] : accounts) {
        ForfeitsReport::Row row;
        row.account = name;
        row.team = team_of(books, state.account);
        row.plan = plan_of(store, state);
        const Losses& lost = losses[state.account];
        row.forfeited = lost.forfeited;
        row.expired = lost.expired;
        row.refreshes = lost.refreshes;
        row.next_refresh = state.next_refresh;
        if (const auto it = next.find(state.account); it != next.end()) row.next_forfeit = it->second;
        report.forfeited += row.forfeited;
        report.expired += row.expired;
        const bool loses = row.forfeited > no_credits || row.expired > no_credits || row.next_forfeit.value_or(no_credits) > no_credits;
        if (loses) report.rows.push_back(std::move(row));
    }
    std::stable_sort(report.rows.begin(), report.rows.end(), [](const auto& a, const auto& b) {
        const auto lost = [](const auto& r) {
            return std::make_tuple(r.forfeited + r.expired, r.next_forfeit.value_or(no_credits));
        };
        return lost(a) > lost(b);
    });
    return report;
}

}  // namespace inmail::app
