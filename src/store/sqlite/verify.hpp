#pragma once

#include <string>
#include <vector>

#include "sqlite/open_ledger.hpp"

namespace inmail::store {

/// Checks what the file holds: pages, references, schema, migrations, shipped rows, hash chain, and that the chain still has the
/// heads of its backups and `known_head` (64 hex digits; empty: none). Returns a sentence for each problem.
[[nodiscard]] std::vector<std::string> problems_of(OpenLedger& ledger, const std::string& known_head);

/// Whether the hash is the chain's origin or one of its links. Does not check the chain.
[[nodiscard]] bool is_link(OpenLedger& ledger, const Digest& hash);

}  // namespace inmail::store
