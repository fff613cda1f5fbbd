#include "record/plan_ends.hpp"

#include <algorithm>
#include <string>

#include "fold/idle_projection.hpp"
#include "forecast/deadlines.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "record/recording.hpp"
#include "record/unused_name.hpp"

namespace inmail::app {
namespace {

/// Whether the plan has an allowance in any rulebook: otherwise no one subscribes to it.
bool brings_credits(FoldSource& store, const std::string& plan) {
    const auto rows = store.terms(std::nullopt);
    return std::any_of(rows.begin(), rows.end(),
                       [&](const auto& r) { return r.row.plan == plan && r.row.terms.allowance > no_credits; });
}

}  // namespace

std::optional<EndedStint> PlanEnds::ended_by(const PendingEvent& event) const {
    const OutcomeObserver::EventOutcome& outcome = outcomes_.of(event.ids.event);
    if (is_none(outcome.ended_plan)) return std::nullopt;
    EndedStint ended;
    ended.account = name_account(pending_, outcome.ended_account);
    ended.plan = pending_.name_of(outcome.ended_plan);
    ended.zeroed = outcome.zeroed;
    ended.dropped = outcome.dropped;
    ended.at = event.at;
    ended.now = request_.now;
    return ended;
}

std::optional<EndedStint> PlanEnds::guarded_end(const PendingEvent& event) const {
    if (!request_.guards_holdings || event.kind != EventKind::subscribe) return std::nullopt;
    auto ended = ended_by(event);
    if (ended) ended->beside = beside(event);
    return ended;
}

SecondSubscription PlanEnds::beside(const PendingEvent& event) const {
    if (event.seat.empty())
        return {{AccountId::Kind::pool, unused_name(pending_, NameKind::pool, event.pool, ".", 2)}, event.plan, ""};
    const std::string& next = event.pool.empty() ? event.plan : event.pool;
    const std::string tail = "." + next.substr(0, next.find('-'));
    return {{AccountId::Kind::seat, unused_name(pending_, NameKind::seat, event.seat, tail, 1)}, event.plan, event.pool};
}

void PlanEnds::warn_of_one_subscription(const PendingEvent& event, std::vector<RecordWarning>& warnings) const {
    if (!request_.guards_holdings || event.kind != EventKind::subscribe) return;
    if (const auto ended = guarded_end(event); ended && !ended->loses() && brings_credits(pending_, ended->plan))
        warnings.push_back(record_warning::PlanEnded{*ended});
    const PoolId left = outcomes_.of(event.ids.event).left_pool;
    if (!is_none(left))
        warnings.push_back(record_warning::PoolLeft{event.seat, pending_.name_of(left), event.at, request_.now, beside(event)});
}

std::vector<ComingEnd> PlanEnds::coming_ends(const PendingEvent& event) const {
    std::vector<ComingEnd> ends;
    const AccountId named = account_named_by(event.ids.seat, event.ids.pool);
    const auto find_end = [&](AccountId account, Instant as_of, auto is_meant) {
        FoldRun then(pending_, ReportQuery{as_of, std::nullopt, {account}});
        then.fold();
        if (then.plan_events_ahead().empty()) return;
        const auto state = then.reconciler().account(account);
        const Instant until = std::min(as_of + usual_horizon, last_instant);
        const IdleProjection idle(then, then.listed(), until);
        if (!state || !idle.plan_end(account) || !is_meant(*state, *idle.plan_end(account))) return;
        ends.push_back({losses_ahead(then, idle, until)[account], name_account(pending_, account)});
    };
    if (event.at > request_.now && event.kind != EventKind::subscribe)
        find_end(named, request_.now, [&](const auto&, const PlanEnd& end) { return end.at == event.at; });
    const auto account = outcomes_.of(event.ids.event).account_now;
    if (event.kind == EventKind::cancel || !account || fold_run_.plan_events_ahead().empty()) return ends;
    find_end(*account, std::max(event.at, request_.now),
             [&](const AccountState& state, const auto&) { return *account != named || state.stint_since == event.at; });
    return ends;
}

void PlanEnds::refuse_loss() const {
    for (const auto& event : pending_.events()) {
        const auto ended = guarded_end(event);
        if (!ended || !ended->loses()) continue;
        const auto& accepted = request_.accepted_losses;
        if (std::find(accepted.begin(), accepted.end(), *ended) == accepted.end()) throw Refused(refusal::LosesHoldings{*ended});
    }
}

}  // namespace inmail::app
