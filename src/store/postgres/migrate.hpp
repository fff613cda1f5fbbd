#pragma once

#include <string>

#include "inmail/store/open.hpp"
#include "migration.hpp"
#include "postgres/connection.hpp"

namespace inmail::store::postgres {

/// Runs a migration and notes it down, in the open transaction.
void apply(Connection& connection, const Migration& migration, Instant now);

/// Asks for the ledger's newest migration,
[[nodiscard]] Question schema_question();
/// and reads its version. Throws DamagedLedger if a newer program made the ledger.
[[nodiscard]] int schema_version(const Answer& answer, const Connection& connection);

/// `migrate`.
Migrated migrate_ledger(const std::string& location, Instant now);

/// Call with the failure of the first question to a ledger. Throws InvalidLedgerRequest if there is none, ServerFailure if the
/// user has no rights to it or it is being migrated; returns if it fails for another reason.
void explain_failure(Connection& connection, const ServerFailure& failure);

}  // namespace inmail::store::postgres
