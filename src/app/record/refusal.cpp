// Why a command refuses what an import would keep as a fact (RULES section 7).

#include "fold/fold_run.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/names.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "record/outcome_observer.hpp"

namespace inmail::app {
namespace {

/// The next credits, as the fold has them if nothing else happens.
std::optional<refusal::NoCredits::Grant> next_grant(const EventRecord& event, const OutcomeObserver::Finding& finding,
                                                    const OutcomeObserver& outcomes, FoldRun& fold_run) {
    auto grant = outcomes.grant_after(*finding.account, event.at);
    const auto state = fold_run.reconciler().account(*finding.account);
    if (!grant && state && state->next_refresh) {
        fold_run.let_time_pass(*state->next_refresh);
        grant = outcomes.grant_after(*finding.account, event.at);
    }
    if (!grant) return std::nullopt;
    return refusal::NoCredits::Grant{grant->at, grant->granted};
}

RefusalReason unfunded(const AccountName& account, const EventRecord& event, const OutcomeObserver::Finding& finding,
                       const OutcomeObserver& outcomes, FoldRun& fold_run) {
    if (event.kind == EventKind::adjust) return refusal::HoldsTooLittle{account, -*event.amount};
    return refusal::NoCredits{account, event.at, next_grant(event, finding, outcomes, fold_run)};
}

RefusalReason outside(const AccountName& account, const EventRecord& event) {
    switch (event.kind) {
        case EventKind::subscribe:
        case EventKind::switch_plan:
            if (!event.seat.empty() && !event.pool.empty()) return refusal::MemberAlready{event.seat, event.pool, event.at};
            return refusal::OnPlanAlready{account, event.plan, event.at, event.price.has_value()};
        case EventKind::cancel:
            return refusal::NothingToCancel{account, event.at};
        default:
            return refusal::NoPlan{account, event.at, event.kind};
    }
}

}  // namespace

std::optional<RefusalReason> refusal_of(FoldSource& store, const EventRecord& event, const OutcomeObserver::Finding& finding,
                                        const OutcomeObserver& outcomes, FoldRun& fold_run) {
    if (finding.permits_no_pool) return refusal::NotPooled{event.plan};
    const auto account = [&] { return name_account(store, *finding.account); };
    for (const Posting::Kind anomaly : finding.anomalies) {
        switch (anomaly) {
            case Posting::Kind::unfunded:
                return unfunded(account(), event, finding, outcomes, fold_run);
            case Posting::Kind::outside:
                return outside(account(), event);
            case Posting::Kind::unmatched:
                return refusal::NothingToAnswer{event.seat, event.prospect, event.kind, event.at};
            case Posting::Kind::over_limit: {
                const SeatState seat = fold_run.reconciler().seat(require_seat(store, event.seat));
                return refusal::PastLimit{event.seat, seat.limit.value_or(no_credits)};
            }
            case Posting::Kind::repeat:
                if (finding.repeat_is_refused) return refusal::PendingAlready{event.seat, event.prospect};
                break;
            case Posting::Kind::not_purchasable:
                return refusal::CannotBuy{account()};
            default:
                break;
        }
    }
    return std::nullopt;
}

}  // namespace inmail::app
