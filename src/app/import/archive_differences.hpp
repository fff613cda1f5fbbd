#pragma once

#include <vector>

#include "inmail/app/import/import.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/io/linkedin.hpp"

namespace inmail::app {

/// What an archive tells differently from the event that the ledger has of the message, its time aside. A channel differs only
/// where Connections.csv decides between the two that an archive can see. A prospect differs where the archive shows an address
/// and the ledger has a name, none, or another address; or where both show a name. What one of them lacks is no difference.
[[nodiscard]] std::vector<ArchiveSummary::Difference> differences(const RecordedEvent& known, const io::ArchiveMail& mail);

/// The event as the archive tells it.
[[nodiscard]] EventRecord corrected(const RecordedEvent& known, const io::ArchiveMail& mail);

/// The message's event with what else somebody logged of it: campaign, channel, note, outcome, and the length of its text.
void keep_logged(EventRecord& record, const EventRecord& logged);

/// Adds what the event lacks and the row tells: campaign, note, outcome, thread, the length of its text, and a channel that cost
/// nothing where the event's took a credit. Returns whether there was any.
[[nodiscard]] bool add_facts(EventRecord& event, const EventRecord& row);

}  // namespace inmail::app
