#pragma once

#include <vector>

#include "sqlite/connection.hpp"

namespace inmail::store {

// What the migrations made, compared with what the file holds.

/// Tables, indexes and triggers that are missing, changed or foreign, compared with the schema of the ledger's own version.
[[nodiscard]] std::vector<Damage> schema_changes(Connection& connection);

/// The records of migrations, and the terms that ship, that are missing or changed. Relies on the newest schema.
[[nodiscard]] std::vector<Damage> changes_of_shipped_rows(Connection& connection);

}  // namespace inmail::store
