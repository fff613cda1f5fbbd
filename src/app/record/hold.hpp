#pragma once

#include <vector>

#include "inmail/app/record/record.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/event_record.hpp"
#include "record/pending_events.hpp"

namespace inmail::app {

/// What `holds` of the request records beside its events: the adjust, if the balance differs, and the observe, if the balance is
/// of another instant than the first event. `query`: the accounts of the events. Throws InvalidRequest for a balance of the
/// future.
[[nodiscard]] std::vector<EventRecord> events_of_hold(PendingEvents& pending, ReportQuery query, const RecordRequest& request);

}  // namespace inmail::app
