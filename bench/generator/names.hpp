#pragma once

#include <cstdint>
#include <string>

#include "inmail/core/time.hpp"
#include "random.hpp"

namespace inmail::bench {

/// The slug of a profile, as LinkedIn makes them: "maria-keller-3f9a1c2b4".
[[nodiscard]] std::string prospect_name(Random& random);
/// "2026-q2-cto"
[[nodiscard]] std::string campaign_name(Random& random, Day day);
[[nodiscard]] std::string thread_id(Random& random);
/// 26 characters, as a ledger makes keys: they sort in the order of recording (docs/ledger-format.md).
[[nodiscard]] std::string event_key(Random& random, Instant at, std::int64_t number);

}  // namespace inmail::bench
