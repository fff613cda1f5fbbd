#pragma once

#include "chain_walk.hpp"
#include "inmail/chain/ledger_info.hpp"
#include "postgres/connection.hpp"

namespace inmail::store::postgres {

/// The ledger's chain, for who checks it; it reads the events from the connection, which must be there then. Throws DamagedLedger
/// for terms that cannot be read.
[[nodiscard]] ChainParts chain_parts(Connection& connection, const LedgerInfo& info, const std::string& known_head);

}  // namespace inmail::store::postgres
