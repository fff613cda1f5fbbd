#include "events_by_id.hpp"

#include <utility>

#include "in_portions.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {

std::vector<RecordedEvent> events_by_id(Reader& ledger, const std::vector<EventId>& ids) {
    std::vector<RecordedEvent> events;
    events.reserve(ids.size());
    for (auto& event : ledger.find_events(ids)) {
        ensure(event.has_value(), "an id of the ledger is that of a recorded event");
        events.push_back(std::move(*event));
    }
    return events;
}

void read_by_id(Reader& ledger, const std::vector<EventId>& ids, const std::function<void(RecordedEvent&&)>& each) {
    in_portions(ids, [&](const std::vector<EventId>& some) {
        for (auto& event : events_by_id(ledger, some)) each(std::move(event));
    });
}

}  // namespace inmail::app
