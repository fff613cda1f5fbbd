#include "inmail/app/reports/forfeits.hpp"

#include <algorithm>
#include <tuple>

#include "fold/account_facts.hpp"
#include "fold/by_account.hpp"
#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "fold/idle_projection.hpp"
#include "fold/seat_tally.hpp"
#include "forecast/deadlines.hpp"
#include "inmail/app/report_query.hpp"
#include "reports/worth_tally.hpp"

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

ForfeitsReport forfeits(Store& store, const ReportQuery& query, int months, Duration within) {
    const Month to = month_of(day_of(query.as_of));
    ForfeitsReport report;
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    report.from = std::max(to + (1 - months), Month{0});
    report.to = to;
    report.until = std::min(query.as_of + within, last_instant);

    const Instant since = start_of(report.from);
    ByAccount<Losses> losses;
    SeatTally tally;
    SeatTally tally_before;
    const PostingKinds counted = loss_kinds | PostingKinds{Posting::Kind::consumed, Posting::Kind::refunded,
                                                           Posting::Kind::refreshed, Posting::Kind::reassigned};
    const PostingKinds wanted = query.by_seat ? PostingKinds::all() : counted;
    Collector collector(wanted, [&](const Posting& p) {
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
    const IdleProjection idle(fold_run, fold_run.listed(), report.until);
    auto ahead = losses_ahead(fold_run, idle, report.until);

    report.accounts_seen = static_cast<int>(idle.accounts().size());
    for (const auto& [name, state] : idle.accounts()) {
        ForfeitsReport::Row row;
        static_cast<LossesAhead&>(row) = std::move(ahead[state.account]);
        row.account = name;
        row.team = team_of(fold_run, state.account);
        row.plan = plan_of(store, state);
        const Losses& lost = losses[state.account];
        row.flow = lost.flow;
        row.refreshes = lost.refreshes;
        if (!row.plan && !row.losses.empty()) row.plan = store.name_of(row.losses.front().plan);
        row.losing = idle.losing(state.account);
        row.next_refresh = idle.next_refresh_at(state.account);
        if (row.next_refresh) row.next_forfeit = idle.next_forfeit(state.account);
        row.by_seat = tally.shares(fold_run, state.account, tally_before);
        if (row.lost() == no_credits && row.losing == no_credits && !row.plan_end) continue;
        row.worth = lost.worth.worth();
        row.losing_worth = worth_of(row.losses, fold_run);
        row.next_worth = worth_of(row.next_forfeit.value_or(no_credits), state);
        report.forfeited += row.flow.forfeited;
        report.expired += row.flow.expired;
        report.zeroed += row.flow.zeroed;
        report.worth += row.worth;
        report.losing += row.losing;
        report.losing_worth += row.losing_worth;
        report.next_forfeit += row.next_forfeit.value_or(no_credits);
        report.next_worth += row.next_worth;
        report.rows.push_back(std::move(row));
    }
    std::stable_sort(report.rows.begin(), report.rows.end(), [](const auto& a, const auto& b) {
        return std::make_tuple(a.lost(), a.losing) > std::make_tuple(b.lost(), b.losing);
    });
    return report;
}

}  // namespace inmail::app
