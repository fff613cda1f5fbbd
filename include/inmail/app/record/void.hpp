#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "inmail/app/record/record.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/core/time.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// `void KEY...` and `void --batch ID`: records the voids, as `record` does. Throws InvalidRequest for an unknown batch, Refused
/// for a void of a void, for what is voided already, and, unless forced, for that without which a recorded hand-over counts for
/// nothing.
struct VoidRequest : RecordingMode {
    explicit VoidRequest(const RecordingMode& mode = {}) : RecordingMode(mode) {}

    std::vector<EventId> events;
    std::string batch;  ///< instead of events
    std::string note;
    std::string key;         ///< of the void itself, where one event is taken back; empty: given one
    std::int64_t number{0};  ///< of an undo: which of the latest commands, 1 the last; 0: the last with an event in force
    Instant at;
};
[[nodiscard]] RecordResult void_events(Store& store, const VoidRequest& request);

}  // namespace inmail::app
