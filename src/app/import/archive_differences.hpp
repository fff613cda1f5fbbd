#pragma once

#include <vector>

#include "inmail/app/import/import.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/io/linkedin.hpp"

namespace inmail::app {

/// Whether the archive tells another channel than the event. It does only where Connections.csv decides between the two that an
/// archive can see.
[[nodiscard]] bool channel_differs(const RecordedEvent& known, const io::ArchiveMail& mail);
/// Whether it tells another person, or a better spelling: an address where the ledger has a name, none, or another address; or
/// another name where it has a name. What one of the two lacks is no difference. `is_erased`: `known` is a stand-in.
[[nodiscard]] bool person_differs(const std::string& known, bool is_erased, const io::ArchiveMail& mail);
/// Whether the archive shows the person's address.
[[nodiscard]] bool shows_address(const io::ArchiveMail& mail);
/// Whether a prospect of the ledger, and the mail's, may be one person: they are of different sorts, such as a name and an
/// address; or both are the same name, titles aside.
[[nodiscard]] bool may_be_person_of(const std::string& prospect, const io::ArchiveMail& mail);

/// The message's event with what else somebody logged of it: campaign, channel, note, outcome, and the length of its text.
void keep_logged(EventRecord& record, const EventRecord& logged);

/// Whether the record says more than the event, or something else.
[[nodiscard]] bool is_better(const EventRecord& record, const RecordedEvent& event);

/// Adds what the event lacks and the row tells: campaign, note, outcome, thread, the length of its text, and a channel that cost
/// nothing where the event's took a credit. Returns whether there was any.
[[nodiscard]] bool add_facts(EventRecord& event, const EventRecord& row);

}  // namespace inmail::app
