#pragma once

#include <string>
#include <vector>

#include "sqlite/open_ledger.hpp"

namespace inmail::store {

/// The first bad link of the chain. If there is none, the heads of backups, and `known_head` (64 hex digits; empty: none), that
/// are not in it.
[[nodiscard]] std::vector<Damage> chain_flaws(OpenLedger& ledger, const std::string& known_head);

/// Whether the hash is the chain's origin or one of its links. Does not check the chain.
[[nodiscard]] bool is_link(OpenLedger& ledger, const Digest& hash);

}  // namespace inmail::store
