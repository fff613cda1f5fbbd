#pragma once

#include <string>

#include "inmail/core/time.hpp"
#include "inmail/store/copied.hpp"
#include "inmail/store/sqlite/log_found.hpp"

namespace inmail::store {

/// Copies a ledger, as of one moment and even while others use it, to another location: a file, or a server's database. The copy
/// is the same ledger: ids, salts and hashes are alike, so both have one head. `to` must hold no ledger, or an empty one. A copy
/// in a file is proved sound. Throws as `open` and `create` do, and DamagedLedger if a file's copy is not sound.
[[nodiscard]] Copied copy(const std::string& from, const std::string& to, Instant now, const OnLogFound& on_log_found = {});

}  // namespace inmail::store
