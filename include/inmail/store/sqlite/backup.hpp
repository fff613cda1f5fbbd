#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "inmail/core/machine_faults.hpp"
#include "inmail/core/time.hpp"
#include "inmail/store/copied.hpp"
#include "inmail/store/sqlite/log_found.hpp"

namespace inmail::store {

struct BackedUp : Copied {
    std::optional<FailedMachine> not_noted;  ///< why the ledger could not note that there is this backup; none: it did
};

/// Copies the ledger, as of one moment and even while others use it, into one file that needs no side files, and proves the
/// copy. The backup is noted in both; a ledger that cannot be written is backed up without. Throws Refusal if `to` exists and
/// `replace` is not set, InputError if that is the ledger itself, MachineFailure if `to` cannot be written; it is then unchanged.
[[nodiscard]] BackedUp backup(const std::filesystem::path& ledger, const std::filesystem::path& to, bool replace, Instant now,
                              const OnLogFound& on_log_found = {});

struct Restored : Copied {
    std::int64_t names_brought_back{0};         ///< prospects that the ledger had erased and that the backup names
    std::optional<std::filesystem::path> kept;  ///< where the replaced file is kept; none: there was none
};

/// Proves the backup, then puts it in the ledger's place. A ledger that is already there is first copied aside and then
/// overwritten in one transaction, so that programs that have it open go on with the restored one. Throws DamagedLedger for a
/// file that is not a backup or is damaged; Refusal, unless `force` is set, if the ledger holds what the backup does not (it is
/// newer, another one, or cannot be read), or has erased a name that the backup holds.
[[nodiscard]] Restored restore(const std::filesystem::path& from, const std::filesystem::path& ledger, bool force, Instant now,
                               const OnLogFound& on_log_found = {});

}  // namespace inmail::store
