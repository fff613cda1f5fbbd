#pragma once

#include <string>
#include <vector>

#include "sqlite/connection.hpp"

namespace inmail::store {

/// Compares every index with its table, and tells each that does not say what the table says, is out of order, or has twice what
/// is unique: a row that its index lacks is hidden from whoever reads by the index. One sentence an index; empty: none. The
/// schema must have been found to be the ledger's own. Throws DamagedLedger where that ends the reading.
///
/// `PRAGMA integrity_check` takes three times as long: it seeks each row in each index. Here each table and each index is read
/// through once, in its own order; both sides add up a hash of each of their entries, and must come to the same sum. The hash has
/// a seed that nobody could know beforehand. Entries too many whose first column is NULL are passed by, in indexes that hold no
/// NULL there: nobody who reads by those comes upon them either.
[[nodiscard]] std::vector<std::string> flaws_of_indexes(Connection& connection);

}  // namespace inmail::store
