#pragma once

#include <string>
#include <vector>

#include "inmail/app/record/record.hpp"
#include "record/pending_events.hpp"

namespace inmail::app {

/// The limits of its channel that the send goes past: how many messages its seat sends in a week or a month, and how long a text
/// is. `plan`: the seat's; empty: it has none. Of several sends of a seat over one channel that are recorded together, only the
/// last counts them.
[[nodiscard]] std::vector<RecordWarning> past_channel_limits(PendingEvents& ledger, const PendingEvent& send,
                                                             const std::string& plan);

}  // namespace inmail::app
