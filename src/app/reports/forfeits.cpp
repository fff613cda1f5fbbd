#include "inmail/app/reports/forfeits.hpp"

#include <algorithm>
#include <tuple>

#include "fold/account_facts.hpp"
#include "fold/by_account.hpp"
#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "fold/idle_projection.hpp"
#include "fold/seat_tally.hpp"
#include "inmail/app/report_query.hpp"
#include "reports/worth_of.hpp"

namespace inmail::app {
namespace {

/// What each account lost, from the fold's postings.
struct Losses {
    Totals flow;
    WorthTally worth;
    std::vector<ForfeitsReport::Refresh> refreshes;

    Losses& operator+=(const Losses& more) {
        flow += more.flow;
        worth += more.worth;
        refreshes.insert(refreshes.end(), more.refreshes.begin(), more.refreshes.end());
        return *this;
    }
};

}  // namespace

ForfeitsReport forfeits(Store& store, const ReportQuery& query, int months) {
    const Month to = month_of(day_of(query.as_of));
    ForfeitsReport report;
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    report.from = std::max(to + (1 - months), Month{0});
    report.to = to;

    const Instant since = start_of(report.from);
    ByAccount<Losses> losses;
    SeatTally tally;
    SeatTally tally_before;
    Collector collector([&](const Posting& p) {
        if (query.by_seat) tally.on(p);
        if (p.at < since) return;
        losses.follow(p);
        losses[p.account].flow.add(p);
        if (is_loss(p.kind)) losses[p.account].worth.add(p);
        if (p.kind != Posting::Kind::refreshed || p.refresh->forfeited == no_credits) return;
        const Posting::Refresh& r = *p.refresh;
        losses[p.account].refreshes.push_back({p.at, r.held, r.allowance, r.cap, r.granted, r.forfeited});
    });
    FoldRun fold_run(store, query, &collector, query.by_seat ? first_instant : since);
    std::vector<Instant> stops;
    if (since > first_instant) stops.push_back(since - Duration{1});
    fold_run.fold_to(stops, [&](Instant) { tally_before = tally; });
    const auto accounts = fold_run.listed();
    const IdleProjection idle(fold_run, accounts, query.as_of);

    report.accounts_seen = static_cast<int>(accounts.size());
    for (const auto& [name, state] : accounts) {
        ForfeitsReport::Row row;
        row.account = name;
        row.team = team_of(fold_run, state.account);
        row.plan = plan_of(store, state);
        const Losses& lost = losses[state.account];
        row.flow = lost.flow;
        row.refreshes = lost.refreshes;
        row.next_refresh = state.next_refresh;
        row.next_forfeit = idle.next_forfeit(state.account);
        row.by_seat = tally.shares(store, state.account, tally_before);
        if (row.lost() == no_credits && row.loses_next() == no_credits) continue;
        row.worth = lost.worth.worth();
        row.next_worth = worth_of(row.loses_next(), state);
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
