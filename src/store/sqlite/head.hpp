#pragma once

#include <cstdint>
#include <optional>

#include "inmail/chain/chain.hpp"
#include "inmail/store/store.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// The last link of the chain.
struct Head {
    std::int64_t seq{0};                 ///< of the last event; 0: no events
    std::optional<Instant> recorded_at;  ///< of the last link
    std::optional<Instant>
        event_recorded_at;  ///< of the last event, which may be older than the last terms, as after an import of a whole ledger
    Digest hash{};
};

[[nodiscard]] Head read_head(Connection& connection, Chain& chain, const LedgerInfo& info);

}  // namespace inmail::store
