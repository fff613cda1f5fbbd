#pragma once

#include <string>

#include "inmail/app/record/record.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/ids.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// `edit KEY`: voids an event and records it again with changes, in one batch. A later import of its row finds it replaced.
struct EditRequest : RecordingMode {
    explicit EditRequest(const RecordingMode& mode = {}) : RecordingMode(mode) {}

    EventId event;
    EventRecord changed;  ///< as it is to be
    std::string key;      ///< of the new event; empty: given one
};
/// The event as it is recorded. Throws Refused for a void, a close, and what is no longer in force.
[[nodiscard]] EventRecord editable(Store& store, EventId event);
/// Throws as `editable` and `record` do; InvalidRequest where nothing is changed.
[[nodiscard]] RecordResult edit(Store& store, const EditRequest& request);

}  // namespace inmail::app
