#pragma once

#include <vector>

#include "inmail/app/record/record.hpp"
#include "inmail/core/event.hpp"
#include "inmail/store/reader.hpp"
#include "inmail/store/server_ledger.hpp"
#include "record/pending_events.hpp"

namespace inmail::app {

/// What else the ledger knows about a send's prospect: a channel that was or now is free, and a colleague who waits for an answer
/// from the same person. `free_channels`: those that the terms in force call free; empty if no plan is in force.
/// `licensed_since`: when the seat got its present plan or place in a pool; earlier messages of the handle may belong to another.
[[nodiscard]] std::vector<RecordWarning> hints_of(Reader& ledger, const PendingEvent& send,
                                                  const std::vector<Channel>& free_channels, Instant licensed_since);

/// A rep does not see whom colleagues wrote to: the server tells it of the one person, and takes the place of stand-ins.
void name_colleagues(ServerLedger& server, const std::string& prospect, std::vector<RecordWarning>& hints);

/// Another name of the ledger, or of the same recording, that may be the new prospect's. Asks for a few names, by an index.
[[nodiscard]] std::optional<record_warning::MayBeOne> twin_of(Reader& ledger, FoldSource& with_pending, const EventRecord& send);

}  // namespace inmail::app
