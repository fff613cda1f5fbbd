#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "inmail/core/time.hpp"
#include "inmail/store/log_found.hpp"

namespace inmail::store {

/// A ledger's copy that stands in its place, proved sound.
struct Copied {
    std::int64_t events{0};
    std::string head;  ///< 64 hex digits
};

/// Copies the ledger, as of one moment and while others use it, into one file that needs no other beside it, and proves the
/// copy. The backup is recorded in both. Throws Refusal if `to` exists and `replace` is not set, InputError if that is
/// the ledger itself, MachineFailure if it cannot be written; then nothing stands at `to` that did not before.
[[nodiscard]] Copied backup(const std::filesystem::path& ledger, const std::filesystem::path& to, bool replace, Instant now,
                            const OnLogFound& on_log_found = {});

struct Restored : Copied {
    std::int64_t names_brought_back{0};         ///< prospects whom the ledger had erased, and who stand in the backup by name
    std::optional<std::filesystem::path> kept;  ///< where what stood there before now lies; none: nothing stood there
};

/// Proves the backup, then puts it in the ledger's place. A ledger that already stands there is first copied aside, and then
/// overwritten as one transaction, so that whoever has it open goes on with what was restored. Throws DamagedLedger for a
/// backup that is none or is damaged; Refusal, unless `force` is set, where the ledger holds what the backup does not (it is
/// newer, another one, or cannot be read), or has erased somebody whom the backup names.
[[nodiscard]] Restored restore(const std::filesystem::path& from, const std::filesystem::path& ledger, bool force, Instant now,
                               const OnLogFound& on_log_found = {});

}  // namespace inmail::store
