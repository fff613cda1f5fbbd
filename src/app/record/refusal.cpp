// Why the command line refuses what an import would keep as a fact (RULES section 7), in words that say what to do next.

#include <fmt/format.h>

#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/fold_run.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/text/terminal.hpp"
#include "record/outcome_observer.hpp"

namespace inmail::app {
namespace {

constexpr const char* force_it = "--force records it all the same";

std::string day_of_month(Instant t) { return to_string(day_of(t)); }

/// "10 credits come on 2026-07-01; ", as the fold has it when nothing else happens.
std::string when_credits_come(const EventRecord& event, const OutcomeObserver::Finding& finding, const OutcomeObserver& outcomes,
                              FoldRun& fold_run) {
    auto grant = outcomes.grant_after(*finding.account, event.at);
    const auto state = fold_run.reconciler().account(*finding.account);
    if (!grant && state && state->next_refresh) {
        fold_run.let_time_pass(*state->next_refresh);
        grant = outcomes.grant_after(*finding.account, event.at);
    }
    return grant ? fmt::format("{} credits come on {}; ", grant->granted.value, day_of_month(grant->at)) : std::string();
}

Refusal no_credits_left(FoldSource& store, const EventRecord& event, const OutcomeObserver::Finding& finding,
                        const OutcomeObserver& outcomes, FoldRun& fold_run) {
    const std::string who = name_account(store, *finding.account).typed();
    if (event.kind == EventKind::adjust) {
        return Refusal(fmt::format("{} does not hold the {} credits to be taken", who, -event.amount->value), force_it);
    }
    const std::string next = when_credits_come(event, finding, outcomes, fold_run);
    return Refusal(fmt::format("no credits left: {} holds none on {}", who, day_of_month(event.at)),
                   next + "name the --channel if the message was free, or " + force_it);
}

Refusal outside(FoldSource& store, const EventRecord& event, const OutcomeObserver::Finding& finding) {
    const std::string who = name_account(store, *finding.account).typed();
    switch (event.kind) {
        case EventKind::subscribe:
        case EventKind::switch_plan:
            if (!event.seat.empty() && !event.pool.empty()) {
                return Refusal(fmt::format("{} is a member of pool:{} already, or that pool is not open on {}", event.seat,
                                           event.pool, day_of_month(event.at)),
                               fmt::format("`inmail balance {}` shows what it draws on; {}", event.seat, force_it));
            }
            return Refusal(fmt::format("{} is on {} under that rulebook already on {}", who, event.plan, day_of_month(event.at)),
                           fmt::format("`inmail assign` changes a team or name; {}", force_it));
        case EventKind::cancel:
            return Refusal(fmt::format("{} has no plan to cancel on {}", who, day_of_month(event.at)), force_it);
        default:
            return Refusal(fmt::format("{} has no plan on {}: {} would count for nothing", who, day_of_month(event.at),
                                       with_article(event.kind)),
                           fmt::format("`inmail subscribe` with an earlier --at if the seat was active then; {}", force_it));
    }
}

Refusal unmatched(const EventRecord& event) {
    return Refusal(
        fmt::format("{} has no InMail or free message to '{}' that a {} on {} could answer", event.seat,
                    for_terminal(event.prospect), to_string(event.kind), day_of_month(event.at)),
        fmt::format("`inmail pending {}` lists what is unanswered; record the send first, or {}", event.seat, force_it));
}

Refusal over_limit(const EventRecord& event, const FoldRun& fold_run, FoldSource& store) {
    const SeatState seat = fold_run.reconciler().seat(require_seat(store, event.seat));
    return Refusal(fmt::format("{} is past its usage limit of {} paid InMails since the pool's refresh", event.seat,
                               seat.limit.value_or(no_credits).value),
                   fmt::format("`inmail limit {}` lifts it; {}", event.seat, force_it));
}

}  // namespace

std::optional<Refusal> refusal_of(FoldSource& store, const EventRecord& event, const OutcomeObserver::Finding& finding,
                                  const OutcomeObserver& outcomes, FoldRun& fold_run) {
    if (finding.permits_no_pool) {
        return Refusal(fmt::format("the plan {} permits no pool", event.plan),
                       fmt::format("`inmail plans` shows which do; {}", force_it));
    }
    for (const Posting::Kind anomaly : finding.anomalies) {
        switch (anomaly) {
            case Posting::Kind::unfunded:
                return no_credits_left(store, event, finding, outcomes, fold_run);
            case Posting::Kind::outside:
                return outside(store, event, finding);
            case Posting::Kind::unmatched:
                return unmatched(event);
            case Posting::Kind::over_limit:
                return over_limit(event, fold_run, store);
            case Posting::Kind::repeat:
                if (!finding.repeat_is_refused) break;
                return Refusal(
                    fmt::format("{} has an unanswered InMail to '{}' pending already", event.seat, for_terminal(event.prospect)),
                    fmt::format("the plan's terms refuse a repeat; {}", force_it));
            case Posting::Kind::not_purchasable:
                return Refusal(
                    fmt::format("{} is on a plan that cannot buy credits", name_account(store, *finding.account).typed()),
                    fmt::format("`inmail adjust` records credits of another origin; {}", force_it));
            default:
                break;
        }
    }
    return std::nullopt;
}

}  // namespace inmail::app
