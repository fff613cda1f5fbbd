#pragma once

#include <functional>
#include <vector>

#include "inmail/store/reader.hpp"
#include "sqlite/open_ledger.hpp"

namespace inmail::store {

/// The seq of the last event recorded by `known_at`. recorded_at never decreases, so the events known then are those up to it.
/// Without `known_at`, the largest seq.
[[nodiscard]] std::int64_t last_seq_known(Connection& connection, std::optional<Instant> known_at);

/// Passes the events of `scope` to `each` in the order of `fold_before`, without voids and voided events. Holds about `about`
/// events in memory at a time, and always all events of an instant.
void read_in_fold_order(OpenLedger& ledger, const Scope& scope, std::size_t about,
                        const std::function<void(const std::vector<const Event*>&)>& each);

}  // namespace inmail::store
