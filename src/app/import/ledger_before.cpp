#include "import/ledger_before.hpp"

#include <algorithm>

#include "events_by_id.hpp"
#include "inmail/store/event_of.hpp"

namespace inmail::app {

LedgerBefore::LedgerBefore(Reader& ledger, EventId last, const std::vector<EventId>& taken_back) : ledger_(ledger), last_(last) {
    read_by_id(ledger, taken_back, [this](const RecordedEvent& event) { add(event); });
    std::sort(taken_back_.begin(), taken_back_.end(), fold_before);
}

void LedgerBefore::add(const RecordedEvent& event) {
    const auto id_of = [this](NameKind kind, const std::string& name) {
        return name.empty() ? 0 : ledger_.ids_of(kind, {name}).front();
    };
    RecordIds ids;
    ids.event = event.id;
    ids.seat = SeatId{id_of(NameKind::seat, event.seat)};
    ids.pool = PoolId{id_of(NameKind::pool, event.pool)};
    ids.plan = PlanId{id_of(NameKind::plan, event.plan)};
    ids.rulebook = RulebookId{id_of(NameKind::rulebook, event.rulebook)};
    ids.prospect = ProspectId{id_of(NameKind::prospect, event.prospect)};
    ids.to = SeatId{id_of(NameKind::seat, event.to)};
    taken_back_.push_back(event_of(event, ids));
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
