#pragma once

#include "inmail/app/import/import.hpp"
#include "inmail/io/linkedin.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// Adds to `summary` what the archive's receipts and registration tell of purchases and plans, unless its seat's ledger has it.
/// Nothing that lies after `now` is told. Call it when nothing is being recorded.
void suggest_from_account(Store& store, const io::ArchiveContents& archive, Instant now, ArchiveSummary& summary);

}  // namespace inmail::app
