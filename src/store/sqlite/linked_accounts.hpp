#pragma once

#include <cstdint>
#include <vector>

#include "inmail/core/ids.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// `accounts` with every seat and pool that a membership, of whatever time, links to one of them: which account an event
/// of a seat concerns is folded from all of these. Sorted, each once.
[[nodiscard]] std::vector<AccountId> linked_accounts(Connection& connection, const std::vector<AccountId>& accounts);

}  // namespace inmail::store
