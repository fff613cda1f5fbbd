#pragma once

#include <utility>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// The events of messages that the fold knows, in the order of `ids`. A fold may know a message only from a checkpoint. If no
/// such event is recorded, the checkpoint is wrong, and this throws DamagedLedger.
inline std::vector<RecordedEvent> message_events(Store& store, const std::vector<EventId>& ids) {
    std::vector<RecordedEvent> events;
    events.reserve(ids.size());
    for (auto& event : store.find_events(ids)) {
        if (!event) throw DamagedLedger({damage::CheckpointWithoutEvent{ids[events.size()].value}});
        events.push_back(std::move(*event));
    }
    return events;
}

}  // namespace inmail::app
