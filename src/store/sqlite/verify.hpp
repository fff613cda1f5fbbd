#pragma once

#include <string>
#include <vector>

#include "sqlite/sqlite_store.hpp"

namespace inmail::store {

/// Who else may change the ledger: a sentence for each file that others may write, and for a symbolic link to the ledger.
[[nodiscard]] std::vector<std::string> access_problems_of(const std::string& path);

/// What is wrong with what the file holds: its pages and references, its schema, its migrations, the rows that ship, the hash
/// chain, and the heads that the chain once had: those of its backups, and `known_head` (64 hex digits; empty: none is known).
/// One sentence a problem; empty: sound.
[[nodiscard]] std::vector<std::string> problems_of(OpenLedger& ledger, const std::string& known_head);

/// Whether the chain has the hash as its beginning or as one of its links; the chain is not proved by it.
[[nodiscard]] bool is_link(OpenLedger& ledger, const Digest& hash);

}  // namespace inmail::store
