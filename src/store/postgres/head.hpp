#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "inmail/store/reader.hpp"
#include "postgres/connection.hpp"

namespace inmail::store::postgres {

/// The last link of the chain, and what a write that begins on it needs to know.
struct Head {
    std::int64_t seq{0};
    Digest hash{};
    std::string writer;                        ///< the server's number of the transaction that wrote last
    std::string other_writer;                  ///< that of the last one that wrote something else than events
    std::optional<Instant> event_recorded_at;  ///< of the last event
    std::int64_t own_batch{0};                 ///< the number of the next batch
    std::optional<Instant> first_occurred_at;  ///< the earliest instant of an event
    Instant recorded_at;                       ///< of what is recorded now: the server's clock, or that of the last link
};

/// Asks for the head. `now`: the client's clock,
[[nodiscard]] Question head_question(Instant now);
/// and reads it.
[[nodiscard]] Head head_of(const Answer& answer);

/// Asks how far the ledger goes,
[[nodiscard]] Question extent_question();
/// and reads it.
[[nodiscard]] LedgerExtent extent_of(const Answer& answer);
[[nodiscard]] LedgerExtent extent_of(const Head& head);

}  // namespace inmail::store::postgres
