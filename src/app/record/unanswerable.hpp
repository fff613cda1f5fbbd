#pragma once

#include "inmail/app/faults.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// What lies around an answer that finds nothing to answer: the seat's own messages with the person, else another seat's.
[[nodiscard]] refusal::NothingToAnswer unanswerable(Store& ledger, const EventRecord& answer);

}  // namespace inmail::app
