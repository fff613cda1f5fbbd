#include "inmail/app/reports/balance.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "fold/account_facts.hpp"
#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "fold/idle_projection.hpp"
#include "fold/seat_tally.hpp"
#include "fold/trend.hpp"
#include "forecast/deadlines.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/report_query.hpp"

namespace inmail::app {
namespace {

/// What each named seat in a pool has used of it.
std::vector<MemberShare> shares_of(FoldSource& store, const FoldRun& fold_run, const IdleProjection& idle) {
    std::vector<MemberShare> shares;
    for (const AccountId id : fold_run.query().accounts) {
        if (id.is_pool()) continue;
        const SeatState seat = fold_run.reconciler().seat(id.seat());
        if (is_none(seat.pool)) continue;
        shares.push_back({store.name_of(id.seat()), store.name_of(seat.pool),
                          fold_run.reconciler().sends_against_limit(id.seat()), seat.limit, idle.leaves_pool(id.seat()),
                          seat.name});
    }
    return shares;
}

/// How far ahead an account's losses are looked for: usually as far as other reports do, but at least until what it holds expires
/// and `plan_end`.
Instant horizon_of(const FoldRun& fold_run, AccountId account, Instant plan_end) {
    const Instant until = std::max(fold_run.query().as_of + usual_horizon, plan_end);
    std::optional<Instant> first_expiry;
    for (const Lot& lot : fold_run.reconciler().lots(account)) {
        if (lot.expires_at) first_expiry = std::min(first_expiry.value_or(last_instant), *lot.expires_at);
    }
    return std::min(std::max(until, first_expiry.value_or(until)), last_instant);
}

/// What becomes of the accounts up to their horizons.
IdleProjection project(const FoldRun& fold_run, const IdleProjection::Listed& listed) {
    const Instant as_of = fold_run.query().as_of;
    const auto& plan_events = fold_run.plan_events_ahead();
    const Instant last_plan_event = plan_events.empty() ? as_of : plan_events.back().at;
    Instant until = as_of;
    for (const auto& [name, state] : listed) until = std::max(until, horizon_of(fold_run, state.account, last_plan_event));
    return {fold_run, listed, until};
}

std::optional<ComingLoss> next_loss_of(const FoldRun& fold_run, const IdleProjection& idle, AccountId account) {
    auto next = next_loss_of(idle.losses(account));
    const auto& end = idle.plan_end(account);
    const bool is_too_far = next && next->at > horizon_of(fold_run, account, end ? end->at : fold_run.query().as_of);
    return is_too_far ? std::nullopt : next;
}

}  // namespace

BalanceReport balance(FoldSource& store, const ReportQuery& query) {
    SeatTally tally;
    Collector collector([&](const Posting& p) { tally.on(p); });
    FoldRun fold_run(store, query, query.by_seat ? &collector : nullptr);
    Trend trend(query.as_of, query.trend_months);
    fold_run.fold_to(trend.stops(), [&](Instant stop) { trend.keep(stop, fold_run.reconciler()); });
    auto listed = fold_run.listed();
    const IdleProjection idle = project(fold_run, listed);
    // If no plan change is recorded for later, no plan ends.
    std::map<AccountId, LossesAhead> ahead;
    if (!fold_run.plan_events_ahead().empty()) {
        const Instant until = std::min(query.as_of + usual_horizon, last_instant);
        ahead = losses_ahead(fold_run, IdleProjection(fold_run, listed, until), until);
    }
    BalanceReport report{query.as_of, query.known_at, {}, shares_of(store, fold_run, idle)};
    for (auto& [name, state] : listed) {
        AccountBalance row;
        static_cast<LossesAhead&>(row) = std::move(ahead[state.account]);
        row.account = name;
        row.team = team_of(fold_run, state.account);
        row.active = state.active;
        if (!state.account.is_pool()) {
            const auto handover = fold_run.reconciler().seat(state.account.seat()).handed_over;
            if (handover) row.taker = store.name_of(handover->to);
        }
        row.plan = plan_of(store, state);
        if (state.had_stint) row.rulebook = store.name_of(state.rulebook);
        row.available = state.available;
        if (state.terms != nullptr) {
            row.allowance = state.terms->allowance;
            row.cap = state.terms->cap;
        }
        row.members = state.members;
        row.next_refresh = idle.next_refresh_at(state.account);
        row.next_loss = next_loss_of(fold_run, idle, state.account);
        row.pending = state.pending;
        row.lots = fold_run.reconciler().lots(state.account);
        row.totals = state.totals;
        row.trend = trend.of(state);
        row.by_seat = tally.shares(fold_run, state.account);
        report.accounts.push_back(std::move(row));
    }
    return report;
}

}  // namespace inmail::app
