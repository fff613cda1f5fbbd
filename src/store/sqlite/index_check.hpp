#pragma once

#include <vector>

#include "sqlite/connection.hpp"

namespace inmail::store {

/// Compares every index with its table. Returns each index that differs from the table, is out of order, or repeats a unique
/// value. A row that an index lacks is hidden from queries that use the index. Check first that the schema is
/// the ledger's. Throws DamagedLedger if the damage stops the reading.
///
/// `PRAGMA integrity_check` takes three times as long, because it looks up each row in each index. This check scans each table
/// and each index once and compares the sums of their entries' hashes. The hash has a random seed, so a sum cannot be forged.
/// It misses surplus entries whose first column is NULL, in indexes without NULL there; no query finds those either.
[[nodiscard]] std::vector<Damage> flaws_of_indexes(Connection& connection);

}  // namespace inmail::store
