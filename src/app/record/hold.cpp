#include "record/hold.hpp"

#include <fmt/format.h>

#include <utility>

#include "fold/fold_run.hpp"
#include "inmail/app/faults.hpp"
#include "record/recording.hpp"

namespace inmail::app {

std::vector<EventRecord> events_of_hold(PendingEvents& pending, ReportQuery query, const RecordRequest& request) {
    if (!request.holds || pending.events().empty()) return {};
    const PendingEvent& first = pending.events().front();
    const Instant at = request.holds_at.value_or(first.at);
    if (at > request.now) throw InvalidRequest(fault::HoldsInFuture{});
    query.as_of = at;
    FoldRun fold_run(pending, std::move(query));
    fold_run.fold();
    const AccountId named = account_named_by(first.ids.seat, first.ids.pool);
    const AccountId account = named.is_pool() ? named : fold_run.reconciler().account_of(named.seat());
    const auto state = fold_run.reconciler().account(account);
    EventRecord event;
    event.at = at;
    event.seat = first.seat;
    if (first.seat.empty()) event.pool = first.pool;
    std::vector<EventRecord> events;
    event.kind = EventKind::adjust;
    event.amount = *request.holds - (state ? state->available : no_credits);
    event.note = fmt::format("LinkedIn showed {}", request.holds->value);
    if (event.amount != no_credits) events.push_back(event);
    if (!request.holds_at) return events;
    event.kind = EventKind::observe;
    event.amount = request.holds;
    event.note.clear();
    events.push_back(std::move(event));
    return events;
}

}  // namespace inmail::app
