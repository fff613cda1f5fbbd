#include "import/ledger_before.hpp"

#include <algorithm>

#include "events_by_id.hpp"
#include "in_portions.hpp"
#include "inmail/store/event_of.hpp"

namespace inmail::app {

LedgerBefore::LedgerBefore(Reader& ledger, EventId last, const std::vector<EventId>& taken_back) : ledger_(ledger), last_(last) {
    in_portions(taken_back, [&](const std::vector<EventId>& some) { add(events_by_id(ledger, some)); });
    std::sort(taken_back_.begin(), taken_back_.end(), fold_before);
}

void LedgerBefore::add(const std::vector<RecordedEvent>& events) {
    // One question for each kind of name: on a server each costs a round trip.
    const auto ids = [&](NameKind kind, std::string EventRecord::*name) {
        std::vector<std::string> names;
        for (const RecordedEvent& event : events) names.push_back(event.*name);
        const bool is_any = std::any_of(names.begin(), names.end(), [](const auto& n) { return !n.empty(); });
        return is_any ? ledger_.ids_of(kind, names) : std::vector<std::uint32_t>(names.size());
    };
    const auto seats = ids(NameKind::seat, &EventRecord::seat);
    const auto pools = ids(NameKind::pool, &EventRecord::pool);
    const auto plans = ids(NameKind::plan, &EventRecord::plan);
    const auto rulebooks = ids(NameKind::rulebook, &EventRecord::rulebook);
    const auto prospects = ids(NameKind::prospect, &EventRecord::prospect);
    const auto takers = ids(NameKind::seat, &EventRecord::to);
    for (std::size_t i = 0; i < events.size(); ++i) {
        RecordIds of_event;
        of_event.event = events[i].id;
        of_event.seat = SeatId{seats[i]};
        of_event.pool = PoolId{pools[i]};
        of_event.plan = PlanId{plans[i]};
        of_event.rulebook = RulebookId{rulebooks[i]};
        of_event.prospect = ProspectId{prospects[i]};
        of_event.to = SeatId{takers[i]};
        taken_back_.push_back(event_of(events[i], of_event));
    }
}

void LedgerBefore::read(const Scope& scope, std::size_t about,
                        const std::function<void(const std::vector<const Event*>&)>& each) {
    const auto happened = [](Instant t, const Event& event) { return t < event.at; };
    auto next =
        scope.after ? std::upper_bound(taken_back_.begin(), taken_back_.end(), *scope.after, happened) : taken_back_.begin();
    const auto end = std::upper_bound(taken_back_.begin(), taken_back_.end(), scope.until, happened);
    std::vector<const Event*> events;
    const auto take_next = [&] {
        if (!scope.plan_events_only || is_plan_event(next->kind())) events.push_back(&*next);
        ++next;
    };
    Scope stored_scope = scope;
    stored_scope.keys = true;  // they order stored events among those taken back
    ledger_.read(stored_scope, about, [&](const std::vector<const Event*>& stored) {
        events.clear();
        for (const Event* event : stored) {
            while (next < end && fold_before(*next, *event)) take_next();
            if (event->id <= last_) events.push_back(event);
        }
        // Events of one instant come together.
        while (next < end && next->at <= stored.back()->at) take_next();
        if (!events.empty()) each(events);
    });
    events.clear();
    while (next < end) take_next();
    if (!events.empty()) each(events);
}

}  // namespace inmail::app
