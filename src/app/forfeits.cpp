#include <algorithm>
#include <map>
#include <tuple>

#include "inmail/app/reports.hpp"
#include "outlook.hpp"
#include "report_parts.hpp"

namespace inmail::app {
namespace {

/// What each account lost, as the fold tells it.
struct Losses {
    Totals flow;
    std::vector<ForfeitsReport::Refresh> refreshes;
};

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
    SeatTally tally;
    SeatTally tally_before;
    Collector collector([&](const Posting& p) {
        if (view.by_seat) tally.on(p);
        if (p.at < since) return;
        losses[p.account].flow.add(p);
        if (p.kind != Posting::Kind::refreshed || p.refresh->forfeited == no_credits) return;
        const Posting::Refresh& r = *p.refresh;
        losses[p.account].refreshes.push_back({p.at, r.held, r.allowance, r.cap, r.granted, r.forfeited});
    });
    Books books(store, view, &collector, view.by_seat ? first_instant : since);
    std::vector<Instant> stops;
    if (since > first_instant) stops.push_back(since - Duration{1});
    books.fold_to(stops, [&](Instant) { tally_before = tally; });
    const auto accounts = books.listed();
    const Outlook idle(books, accounts, view.as_of);

    report.accounts_seen = static_cast<int>(accounts.size());
    for (const auto& [name, state] : accounts) {
        ForfeitsReport::Row row;
        row.account = name;
        row.team = team_of(books, state.account);
        row.plan = plan_of(store, state);
        const Losses& lost = losses[state.account];
        row.flow = lost.flow;
        row.refreshes = lost.refreshes;
        row.next_refresh = state.next_refresh;
        row.next_forfeit = idle.next_forfeit(state.account);
        row.by_seat = tally.shares(store, state.account, tally_before);
        if (row.lost() == no_credits && row.loses_next() == no_credits) continue;
        row.worth = worth_of(row.lost(), state, books);
        row.next_worth = worth_of(row.loses_next(), state, books);
        report.forfeited += row.flow.forfeited;
        report.expired += row.flow.expired;
        report.zeroed += row.flow.zeroed;
        report.worth += row.worth;
        report.next_forfeit += row.loses_next();
        report.next_worth += row.next_worth;
        report.rows.push_back(std::move(row));
    }
    std::stable_sort(report.rows.begin(), report.rows.end(), [](const auto& a, const auto& b) {
        return std::make_tuple(a.lost(), a.loses_next()) > std::make_tuple(b.lost(), b.loses_next());
    });
    return report;
}

}  // namespace inmail::app
