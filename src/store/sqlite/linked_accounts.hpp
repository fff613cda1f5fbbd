#pragma once

#include <cstdint>
#include <vector>

#include "inmail/core/ids.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// `accounts` and every seat and pool linked to one of them by a membership at any time. To fold one of them, all of these are
/// needed. Sorted, without repeats.
[[nodiscard]] std::vector<AccountId> linked_accounts(Connection& connection, const std::vector<AccountId>& accounts);

}  // namespace inmail::store
