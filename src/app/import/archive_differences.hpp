#pragma once

#include <vector>

#include "inmail/app/import/import_result.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/io/linkedin.hpp"

namespace inmail::app {

/// Whether the archive's channel differs from the event's. Connections.csv decides between the two channels that an archive can
/// show; without it there is no difference.
[[nodiscard]] bool channel_differs(const RecordedEvent& known, const io::ArchiveMail& mail);
/// Whether the archive has another person, or a better spelling: an address if the ledger has a name, nobody or another address;
/// or another name if it has a name. A person that one of the two lacks is no difference. `is_erased`: `known` is a stand-in.
[[nodiscard]] bool person_differs(const std::string& known, bool is_erased, const io::ArchiveMail& mail);
/// Whether the archive shows the person's address.
[[nodiscard]] bool shows_address(const io::ArchiveMail& mail);
/// Whether a prospect of the ledger and the mail's may be one person: one is a name and the other an address, or both are the
/// same name apart from titles.
[[nodiscard]] bool may_be_person_of(const std::string& prospect, const io::ArchiveMail& mail);

/// Whether the record was free to LinkedIn, but an InMail to whoever logged it.
[[nodiscard]] bool is_free_to_linkedin_alone(const EventRecord& record, const EventRecord& logged);
/// Adds what somebody logged of the message: campaign, channel, note, outcome, and the length of its text.
void keep_logged(EventRecord& record, const EventRecord& logged);

/// Whether the record says more than the event, or something else.
[[nodiscard]] bool is_better(const EventRecord& record, const RecordedEvent& event);

/// Adds what the row has and the event lacks: campaign, note, outcome, thread, the length of its text, and a free channel if the
/// event's took a credit. Returns whether there was any.
[[nodiscard]] bool add_facts(EventRecord& event, const EventRecord& row);

}  // namespace inmail::app
