#pragma once

#include <cstdint>
#include <optional>

#include "chain.hpp"
#include "connection.hpp"
#include "inmail/core/store.hpp"

namespace inmail::ledger {

/// The end of the chain, where the next link goes.
struct Head {
    std::int64_t seq{0};                       ///< of the last event; 0: none yet
    std::optional<Instant> recorded_at;        ///< of the last link
    std::optional<Instant> event_recorded_at;  ///< of the last event: a whole ledger's events may be brought over after terms
    Digest hash{};
};

[[nodiscard]] Head read_head(Connection& connection, Chain& chain, const LedgerInfo& info);

}  // namespace inmail::ledger
