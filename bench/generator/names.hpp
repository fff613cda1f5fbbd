#pragma once

#include <cstdint>
#include <string>

#include "inmail/core/time.hpp"
#include "random.hpp"

namespace inmail::bench {

/// A profile slug like LinkedIn's: "maria-keller-3f9a1c2b4".
[[nodiscard]] std::string prospect_name(Random& random);
/// A campaign of the day's quarter: "2026-q2-cto".
[[nodiscard]] std::string campaign_name(Random& random, Day day);
/// A conversation id like LinkedIn's: "2-" and 32 hex digits.
[[nodiscard]] std::string thread_id(Random& random);
/// An event key of 26 characters in the ledger's format, which sorts by time of recording (docs/ledger-format.md).
[[nodiscard]] std::string event_key(Random& random, Instant at, std::int64_t number);

}  // namespace inmail::bench
