#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "postgres/connection.hpp"
#include "schema_changes.hpp"

namespace inmail::store::postgres {

// What the server's catalog holds of a ledger: schemas, tables and views with columns and constraints, functions with their
// bodies, indexes, triggers, rules and row policies; and whatever else stands in the ledger's schemas. Rights are given to
// members one by one, so they are compared apart.

/// The text of migrations/postgres/catalog.txt, built into the program.
[[nodiscard]] std::string_view catalog_text();

/// What the migrations make.
[[nodiscard]] std::set<SchemaObject> expected_catalog();
/// What the server holds. Needs no right but to connect.
[[nodiscard]] std::set<SchemaObject> catalog_of(Connection& connection);
/// A catalog as a text, a line an object.
[[nodiscard]] std::string text_of(const std::set<SchemaObject>& catalog);

/// Rights to the ledger's objects that no member of this role has, and those that a member lacks. It calls the ledger's function
/// rights_of, which the catalog must have as it was made.
[[nodiscard]] std::vector<Damage> changes_of_rights(Connection& connection);

}  // namespace inmail::store::postgres
