#pragma once

#include <cstdint>
#include <string>

#include "inmail/core/time.hpp"

namespace inmail::ledger {

/// A key for an event that was given none: 26 characters of Crockford's base 32, of the time of recording, the event's
/// number and 50 random bits. Keys of one ledger sort in the order of recording, those of two ledgers never meet.
[[nodiscard]] std::string generate_key(Instant recorded_at, std::int64_t seq);

}  // namespace inmail::ledger
