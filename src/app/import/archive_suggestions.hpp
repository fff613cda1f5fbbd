#pragma once

#include "inmail/app/import/import_result.hpp"
#include "inmail/io/linkedin.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// Adds to `summary` the purchases and plans of the archive's receipts and registration that the ledger lacks. Leaves out what
/// lies after `now`. Call it outside transactions.
void suggest_from_account(Store& store, const io::ArchiveContents& archive, Instant now, ArchiveSummary& summary);

}  // namespace inmail::app
