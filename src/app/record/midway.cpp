#include "inmail/app/record/midway.hpp"

#include <optional>

#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/store/rulebooks.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {
namespace {

/// Whether the seat or pool was on a plan or in a pool at any time from `since` on.
bool had_licence(Store& store, const EventRecord& event, Instant since, Instant now) {
    const auto seat = event.seat.empty() ? std::nullopt : store.find_seat(event.seat);
    const auto pool = event.seat.empty() ? store.find_pool(event.pool) : std::nullopt;
    if (!seat && !pool) return false;
    const AccountId named = seat ? AccountId::of(*seat) : AccountId::of(*pool);
    bool found = false;
    Collector collector([&](const Posting& posting) {
        const bool joins = posting.kind == Posting::Kind::joined && seat && posting.seat == *seat;
        const bool starts = posting.kind == Posting::Kind::stint_started && posting.account == named;
        found = found || (posting.at >= since && (joins || starts));
    });
    FoldRun fold_run(store, ReportQuery{now, std::nullopt, {named}}, &collector, since);
    fold_run.fold_to({since}, [&](Instant) {
        const Reconciler& reconciler = fold_run.reconciler();
        const auto state = reconciler.account(seat ? reconciler.account_of(*seat) : named);
        found = found || (state && state->active);
    });
    return found;
}

}  // namespace

MidwayStart midway_start(Store& store, const EventRecord& subscribe, Instant first_of_month, Instant now) {
    const auto plan = store.find_plan(subscribe.plan);
    const RulebookId fallback = require_rulebook(store, store.info().default_rulebook);
    const RulebookId wanted = subscribe.rulebook.empty() ? fallback : require_rulebook(store, subscribe.rulebook);
    const Rulebooks rulebooks = rulebooks_of(store.terms(std::nullopt));
    if (!plan || !rulebooks.has(wanted, *plan) || had_licence(store, subscribe, first_of_month, now)) return MidwayStart::now;
    const Terms& terms = rulebooks.in_force(wanted, *plan, first_of_month);
    return terms.refresh == RefreshRule::calendar ? MidwayStart::first_of_month : MidwayStart::billing_day;
}

}  // namespace inmail::app
