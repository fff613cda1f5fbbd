#include "events_by_id.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "inmail/core/errors.hpp"

namespace inmail::app {

void read_by_id(Reader& ledger, const std::vector<EventId>& ids, const std::function<void(RecordedEvent&&)>& each) {
    constexpr std::ptrdiff_t events_a_question = 1000;
    for (auto first = ids.begin(); first != ids.end();) {
        const auto end = first + std::min(events_a_question, ids.end() - first);
        for (auto& event : ledger.find_events(std::vector<EventId>(first, end))) {
            ensure(event.has_value(), "an id of the ledger is that of a recorded event");
            each(std::move(*event));
        }
        first = end;
    }
}

}  // namespace inmail::app
