#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "inmail/chain/chain.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// The last link of the chain, and how far the ledger reaches.
struct Head {
    std::int64_t seq{0};                 ///< of the last event; 0: no events
    std::optional<Instant> recorded_at;  ///< of the last link
    std::optional<Instant>
        event_recorded_at;  ///< of the last event, which may be older than the last terms, as after an import of a whole ledger
    Digest hash{};
    std::optional<Instant> terms_recorded_at;  ///< the latest of a user's own terms
    std::optional<Instant> first_occurred_at;  ///< the earliest of all events
    std::optional<Instant> last_occurred_at;   ///< the latest of all events
    std::int64_t last_batch{0};                ///< the largest number of a batch; 0: there is none
    bool next_batch_is_taken{false};           ///< a batch that was brought over has the name of the next one
    std::int64_t last_prospect{0};             ///< the largest number that a prospect has or had
    std::optional<std::uint32_t> recorder;     ///< the id of `read_head`'s recorder
    bool has_spellings{false};                 ///< a prospect's name is not a key of today

    /// When an event or terms were last recorded; none in an empty ledger.
    [[nodiscard]] std::optional<Instant> last_change_at() const { return std::max(terms_recorded_at, event_recorded_at); }
};

/// Reads all that a recording begins with in one statement. `recorder`: the name of who records; empty: none.
[[nodiscard]] Head read_head(Connection& connection, Chain& chain, const LedgerInfo& info, const std::string& recorder = {});

}  // namespace inmail::store
