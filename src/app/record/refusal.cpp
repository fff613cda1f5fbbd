// Why a command refuses what an import would keep as a fact (RULES section 7).

#include "record/refusal.hpp"

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
            return refusal::NothingToCancel{account, event.at, outcomes.cancelled_at(*outcome.account_now) == event.at};
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

std::optional<refusal::NoPlan::Beginning> beginning_after(Reader& ledger, const PendingEvent& event,
                                                          const OutcomeObserver& outcomes) {
    const auto later = outcomes.beginning_after(account_named_by(event.ids.seat, event.ids.pool), event.at);
    if (!later) return std::nullopt;
    const auto begun_by = ledger.find_events(std::vector{later->by}).front();
    ensure(begun_by.has_value(), "an event of the ledger began it");
    return refusal::NoPlan::Beginning{later->at, begun_by->key};
}

}  // namespace inmail::app
