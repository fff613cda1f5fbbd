#pragma once

#include <string>
#include <vector>

#include "sqlite/open_ledger.hpp"

namespace inmail::store {

/// What is wrong with the ledger's file: who may write it, its pages and references, its schema, its migrations, the rows that
/// ship, the hash chain, and the heads that the chain once had: those of its backups, and `known_head` (64 hex digits; empty:
/// none is known). One sentence a problem; empty: sound.
[[nodiscard]] std::vector<std::string> problems_of(OpenLedger& ledger, const std::string& known_head);

/// Whether the chain has the hash as its beginning or as one of its links; the chain is not proved by it.
[[nodiscard]] bool is_link(OpenLedger& ledger, const Digest& hash);

}  // namespace inmail::store
