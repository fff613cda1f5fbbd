#pragma once

#include <functional>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

/// The events of a few `ids`, in their order, by one question. Throws Defect for an id that the ledger does not have.
std::vector<RecordedEvent> events_by_id(Reader& ledger, const std::vector<EventId>& ids);

/// Passes each event, in the order of the ids. Asks for a portion at a time, because an import may have recorded a million.
/// Throws as `events_by_id` does.
void read_by_id(Reader& ledger, const std::vector<EventId>& ids, const std::function<void(RecordedEvent&&)>& each);

}  // namespace inmail::app
