#pragma once

#include <string>

#include "inmail/chain/ledger_info.hpp"
#include "postgres/connection.hpp"

namespace inmail::store::postgres {

/// Begins a transaction and makes the tables in it. Throws as `create_ledger` does.
void create_schema(Connection& connection, Instant now);

/// `create`, in the database that the location names: all in one transaction. The user becomes the ledger's owner.
/// Throws InvalidLedgerRequest for an unknown rulebook and for a database in another encoding than UTF8, Refusal if a ledger is
/// there already.
void create_ledger(const std::string& location, const LedgerInfo& info);

}  // namespace inmail::store::postgres
