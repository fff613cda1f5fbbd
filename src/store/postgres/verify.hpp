#pragma once

#include <string>
#include <vector>

#include "inmail/chain/ledger_info.hpp"
#include "inmail/core/damage.hpp"
#include "postgres/connection.hpp"

namespace inmail::store::postgres {

/// Checks what the server holds: the catalog, rights, records of migrations, shipped rows, numbers, prospects, the hash chain,
/// that the head is its last link, and that the chain still has `known_head` (64 hex digits; empty: none). For whoever reads
/// everything.
[[nodiscard]] std::vector<Damage> problems_of(Connection& connection, const LedgerInfo& info, const std::string& known_head);

/// Whether the database has amcheck, and the user may use it.
[[nodiscard]] bool can_check_indexes(Connection& connection);
/// The ledger's indexes that amcheck finds damaged. The connection is in no transaction.
[[nodiscard]] std::vector<Damage> bad_indexes(Connection& connection);

}  // namespace inmail::store::postgres
