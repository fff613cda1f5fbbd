#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// Passes the events of messages that the fold knows, in the order of `ids`. A fold may know a message only from a checkpoint. If
/// no such event is recorded, the checkpoint is wrong, and this throws DamagedLedger.
inline void pass_messages(Store& store, const std::vector<EventId>& ids, const std::function<void(const RecordedEvent&)>& each) {
    std::size_t at = 0;
    store.pass_events(ids, [&](const RecordedEvent* event) {
        if (event == nullptr) throw DamagedLedger({damage::CheckpointWithoutEvent{ids[at].value}});
        ++at;
        each(*event);
    });
}

}  // namespace inmail::app
