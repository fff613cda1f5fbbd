#pragma once

#include <string>

#include "inmail/chain/ledger_info.hpp"

namespace inmail::store::postgres {

/// `create`, in the database that the location names: all in one transaction. The user becomes the ledger's owner.
/// Throws InvalidLedgerRequest for an unknown rulebook and for a database in another encoding than UTF8, Refusal if a ledger is
/// there already.
void create_ledger(const std::string& location, const LedgerInfo& info);

}  // namespace inmail::store::postgres
