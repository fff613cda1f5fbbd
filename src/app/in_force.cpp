#include "in_force.hpp"

#include "inmail/store/reader.hpp"

namespace inmail::app {

bool is_in_force(Reader& ledger, const RecordedEvent& event, std::optional<Instant> known_at) {
    if (known_at && event.recorded_at > *known_at) return false;
    if (!event.voided()) return true;
    if (!known_at) return false;
    const auto by = ledger.find_event(event.voided_by);
    return by && by->recorded_at > *known_at;
}

}  // namespace inmail::app
