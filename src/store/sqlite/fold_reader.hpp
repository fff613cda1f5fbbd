#pragma once

#include <functional>
#include <vector>

#include "inmail/store/reader.hpp"
#include "sqlite/open_ledger.hpp"

namespace inmail::store {

/// The last event that was recorded by `known_at`: recorded_at never goes back, so what was known then are the events up
/// to that one. Without a moment: all.
[[nodiscard]] std::int64_t last_seq_known(Connection& connection, std::optional<Instant> known_at);

/// Gives the events of `scope` to `each` as the fold takes them: unvoided, no voids, in the order of `fold_before`. Holds about
/// so many in memory at a time, and never less than those of one instant.
void read_in_fold_order(OpenLedger& ledger, const Scope& scope, std::size_t about,
                        const std::function<void(const std::vector<const Event*>&)>& each);

}  // namespace inmail::store
