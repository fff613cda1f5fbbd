#pragma once

#include <cstdint>
#include <optional>

#include "inmail/chain/chain.hpp"
#include "inmail/store/store.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// The end of the chain, where the next link goes.
struct Head {
    std::int64_t seq{0};                       ///< of the last event; 0: none yet
    std::optional<Instant> recorded_at;        ///< of the last link
    std::optional<Instant> event_recorded_at;  ///< of the last event: a whole ledger's events may be brought over after terms
    Digest hash{};
};

[[nodiscard]] Head read_head(Connection& connection, Chain& chain, const LedgerInfo& info);

}  // namespace inmail::store
