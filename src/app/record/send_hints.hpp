#pragma once

#include <vector>

#include "inmail/app/record/record.hpp"
#include "inmail/core/event.hpp"
#include "inmail/store/reader.hpp"
#include "record/pending_events.hpp"

namespace inmail::app {

/// What a person should know of whom they write to, from what the ledger has besides: a way that was free or is now, and a
/// colleague who waits for an answer of theirs. `free_channels`: those that the terms in force call free; empty if no plan
/// runs. `licensed_since`: when the seat got the plan or the place in a pool that it sends from; what the handle sent before may
/// have gone to another.
[[nodiscard]] std::vector<RecordWarning> hints_of(Reader& ledger, const PendingEvent& send,
                                                  const std::vector<Channel>& free_channels, Instant licensed_since);

/// Another name of the ledger, or of the same recording, that may be the new prospect's. Asks for a few names, by an index.
[[nodiscard]] std::optional<record_warning::MayBeOne> twin_of(Reader& ledger, FoldSource& with_pending, const EventRecord& send);

}  // namespace inmail::app
