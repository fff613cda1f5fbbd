#pragma once

#include <string>
#include <vector>

#include "sqlite/open_ledger.hpp"

namespace inmail::store {

/// Checks what the file holds: pages, references, schema, migrations, shipped rows, hash chain, and that the chain still has the
/// heads of its backups and `known_head` (64 hex digits; empty: none).
[[nodiscard]] std::vector<Damage> problems_of(OpenLedger& ledger, const std::string& known_head);

}  // namespace inmail::store
