#pragma once

#include "sqlite/open_ledger.hpp"

namespace inmail::store {

// A copy that was taken while others wrote may hold pages of two revisions, each of which is sound by itself. So the first to
// open a copy proves it, as `verify` does.

/// Whether the ledger's bytes were put into its file by another program, as `cp` does, since a program of ours last wrote there.
/// Also true if it is a copy in memory, or was migrated since it was proved.
[[nodiscard]] bool is_copy(const OpenLedger& ledger);

/// Throws DamagedLedger unless the ledger is sound.
void require_sound(OpenLedger& ledger);

/// Makes a copy that was proved a ledger of its own, which need not be proved again. Forgets the checkpoints, because the proof
/// does not cover them. Throws MachineFailure if the file cannot be written.
void adopt_copy(OpenLedger& ledger);

}  // namespace inmail::store
