#pragma once

#include <optional>

#include "inmail/chain/event_record.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

// The instant of an event that was given with only a date (RULES section 2). Each function takes the date's 00:00 UTC.

/// Whether the event is still at its date's 00:00 UTC and may be moved within the date.
[[nodiscard]] bool stands_at_bare_date(const EventRecord& record);

/// The latest send of the seat to the prospect on that date; none if there is none.
[[nodiscard]] std::optional<Instant> latest_send_on(Reader& ledger, const std::string& seat, const std::string& prospect,
                                                    Instant midnight);

/// The first stint or membership of the seat or pool that begins on that date, up to now; none if there is none, or if the
/// account is active at 00:00 already.
[[nodiscard]] std::optional<Instant> start_on(FoldSource& ledger, AccountId subject, Instant midnight, Instant now);

/// Whether some subscribe or switch on that date names the seat or pool. Quicker than `start_on`, which needs one.
[[nodiscard]] bool has_plan_change_on(FoldSource& ledger, AccountId subject, Instant midnight);

/// Applies all of these to one record, whose prospect is spelled as in the ledger.
[[nodiscard]] Instant settled_at(Reader& ledger, const EventRecord& record, Instant now);

}  // namespace inmail::app
