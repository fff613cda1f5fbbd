// Why a command refuses what an import would keep as a fact (RULES section 7).

#include "record/refusal.hpp"

#include <algorithm>

#include "fold/collector.hpp"
#include "inmail/app/names.hpp"
#include "inmail/core/errors.hpp"
#include "record/recording.hpp"
#include "record/unused_name.hpp"

namespace inmail::app {
namespace {

/// The next credits, as the fold has them if nothing else happens.
std::optional<refusal::NoCredits::Grant> next_grant(const EventRecord& event, const OutcomeObserver::EventOutcome& outcome,
                                                    const OutcomeObserver& outcomes, FoldRun& fold_run) {
    auto grant = outcomes.grant_after(*outcome.account_now, event.at);
    const auto state = fold_run.reconciler().account(*outcome.account_now);
    if (!grant && state && state->next_refresh) {
        fold_run.let_time_pass(*state->next_refresh);
        grant = outcomes.grant_after(*outcome.account_now, event.at);
    }
    if (!grant) return std::nullopt;
    return refusal::NoCredits::Grant{grant->at, grant->granted};
}

RefusalReason unfunded(const AccountName& account, const EventRecord& event, const OutcomeObserver::EventOutcome& outcome,
                       const OutcomeObserver& outcomes, FoldRun& fold_run) {
    if (event.kind == EventKind::adjust) return refusal::HoldsTooLittle{account, -*event.amount, -outcome.change};
    const auto sends = outcomes.paid_sends(*outcome.account);
    return refusal::NoCredits{account, event.at, next_grant(event, outcome, outcomes, fold_run), sends.asked,
                              Credits{sends.asked - sends.unfunded}};
}

refusal::HandedOver handed_over(FoldSource& store, const EventRecord& event, const Handover& handover) {
    return {event.seat, store.name_of(handover.to), handover.at, event.kind};
}

/// Before a handle has taken a licence over, what it is recorded for counts for nothing.
std::optional<RefusalReason> before_takeover(FoldSource& store, const EventRecord& event, const OutcomeObserver& outcomes) {
    if (event.seat.empty() || starts_stint(event.kind)) return std::nullopt;
    const auto takeover = outcomes.handovers().takeover_after(require_seat(store, event.seat), event.at);
    if (!takeover) return std::nullopt;
    return refusal::BeforeTakeover{
        event.seat, store.name_of(takeover->from), store.name_of(takeover->holder), takeover->at, event.at, event.kind};
}

RefusalReason outside(FoldSource& store, const EventRecord& event, const OutcomeObserver::EventOutcome& outcome,
                      const OutcomeObserver& outcomes) {
    if (outcome.handed_over) return handed_over(store, event, *outcome.handed_over);
    if (auto early = before_takeover(store, event, outcomes)) return *early;
    const AccountName account = name_account(store, *outcome.account);
    switch (event.kind) {
        case EventKind::subscribe:
        case EventKind::switch_plan:
            if (!event.seat.empty() && !event.pool.empty())
                return refusal::NothingToJoin{event.seat, event.pool, event.at, outcome.outside_while_active};
            return refusal::OnPlanAlready{account, event.plan, event.at};
        case EventKind::cancel:
            return refusal::NothingToCancel{account, event.at};
        case EventKind::reassign:
            if (event.seat == event.to) return refusal::HandedToItself{event.seat};
            if (outcome.outside_while_active) {
                return refusal::TakerHadLicence{event.to, unused_name(store, NameKind::seat, event.to, "-", 2), event.at};
            }
            return refusal::NothingToHandOver{event.seat, event.at};
        default:
            return refusal::NoPlan{account, event.at, event.kind};
    }
}

/// Whether a change to the current plan gives a new price.
bool changes_price(const EventRecord& event, const OutcomeObserver::EventOutcome& outcome) {
    return starts_stint(event.kind) && event.price && outcome.outside_while_active;
}

/// An `assign` or `limit` is never `outside`, but for a handle whose licence has gone it is a mistake. So it is for one that has
/// not taken it over yet, as the licence comes with a limit and a team of its own.
std::optional<RefusalReason> of_another_handle(FoldSource& store, const EventRecord& event, const OutcomeObserver& outcomes,
                                               const FoldRun& fold_run) {
    if (event.kind != EventKind::assign && event.kind != EventKind::limit) return std::nullopt;
    const bool names_alone = event.kind == EventKind::assign && event.team.empty();
    if (auto early = before_takeover(store, event, outcomes); early && !names_alone) return early;
    const auto handover = fold_run.reconciler().seat(require_seat(store, event.seat)).handed_over;
    if (!handover || event.at < handover->at) return std::nullopt;
    return handed_over(store, event, *handover);
}

}  // namespace

std::optional<RefusalReason> refusal_of(FoldSource& store, const EventRecord& event, const OutcomeObserver::EventOutcome& outcome,
                                        const OutcomeObserver& outcomes, FoldRun& fold_run) {
    if (outcome.permits_no_pool) return refusal::NotPooled{event.plan};
    if (auto refused = of_another_handle(store, event, outcomes, fold_run)) return refused;
    const auto account = [&] { return name_account(store, *outcome.account); };
    for (const Posting::Kind anomaly : outcome.anomalies) {
        switch (anomaly) {
            case Posting::Kind::unfunded:
                return unfunded(account(), event, outcome, outcomes, fold_run);
            case Posting::Kind::outside:
                if (changes_price(event, outcome)) break;
                return outside(store, event, outcome, outcomes);
            case Posting::Kind::unmatched:
                return refusal::NothingToAnswer{};  // `unanswerable` finds out why
            case Posting::Kind::over_limit: {
                const SeatState seat = fold_run.reconciler().seat(require_seat(store, event.seat));
                const auto sends = outcomes.paid_sends(*outcome.account);
                return refusal::PastLimit{event.seat, seat.limit.value_or(no_credits), sends.asked,
                                          sends.asked - sends.over_limit};
            }
            case Posting::Kind::repeat:
                if (outcome.repeat_is_refused) return refusal::PendingAlready{event.seat, event.prospect};
                break;
            case Posting::Kind::not_purchasable:
                return refusal::CannotBuy{account()};
            default:
                break;
        }
    }
    return std::nullopt;
}

refusal::PlansAround plans_around(Store& ledger, const PendingEvent& event, AccountId account, const OutcomeObserver& outcomes) {
    const AccountId named = account_named_by(event.ids.seat, event.ids.pool);
    std::optional<Posting> end;
    PlanId plan;
    const FoldRun* fold = nullptr;
    Collector collector({Posting::Kind::cancelled, Posting::Kind::left}, [&](const Posting& p) {
        const bool is_cancelled = p.kind == Posting::Kind::cancelled && p.account == account;
        const bool has_left = p.kind == Posting::Kind::left && AccountId::of(p.seat) == named;
        if (!is_cancelled && !has_left) return;
        end = p;
        plan = is_cancelled ? fold->reconciler().account(account)->plan : PlanId{};
    });
    FoldRun run(ledger, ReportQuery{event.at, std::nullopt, {named}}, &collector);
    fold = &run;
    run.fold();
    const auto recorded = [&ledger](EventId id) {
        const auto found = ledger.find_event(id);
        ensure(found.has_value(), "what was folded was recorded");
        return *found;
    };
    refusal::PlansAround around;
    if (end) {
        const bool was_member = end->kind == Posting::Kind::left;
        const RecordedEvent ended_by = recorded(end->cause);
        around.ended = {end->at, ended_by.key, was_member ? std::string() : ledger.name_of(plan),
                        was_member ? ledger.name_of(end->account.pool()) : std::string(), was_member && ended_by.seat.empty()};
    }
    if (const auto later = outcomes.beginning_after(named, event.at)) {
        around.later = {later->at, recorded(later->by).key};
        return around;
    }
    const auto& ahead = run.plan_events_ahead();
    const auto next = std::find_if(ahead.begin(), ahead.end(), [named](const Event& later) {
        return starts_stint(later.kind()) && account_named_by(later.seat, later.pool) == named;
    });
    if (next != ahead.end()) around.later = {next->at, recorded(next->id).key};
    return around;
}

}  // namespace inmail::app
