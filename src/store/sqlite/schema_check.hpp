#pragma once

#include <vector>

#include "sqlite/connection.hpp"
#include "terms_row.hpp"

namespace inmail::store {

// What the migrations made, compared with what the file holds.

/// Tables, indexes and triggers that are missing, changed or foreign, compared with the schema of the ledger's own version.
[[nodiscard]] std::vector<Damage> schema_changes(Connection& connection);

/// The records of migrations, and the terms that ship, that are missing or changed. Relies on the newest schema.
[[nodiscard]] std::vector<Damage> changes_of_shipped_rows(Connection& connection);

/// The terms that ship, as the migrations of a file make them. A server's are the same.
[[nodiscard]] const std::vector<TermsRow>& shipped_terms();

}  // namespace inmail::store
