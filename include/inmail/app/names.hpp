#pragma once

#include <string>

#include "inmail/app/account_name.hpp"
#include "inmail/core/ids.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

[[nodiscard]] AccountName name_account(Store& store, AccountId id);

// What a normalised name stands for. Each throws InvalidRequest for a name that the ledger does not know.

/// A seat that some subscribe names.
[[nodiscard]] SeatId require_seat(Store& store, const std::string& handle);
/// A pool that some subscribe names.
[[nodiscard]] PoolId require_pool(Store& store, const std::string& name);
[[nodiscard]] RulebookId require_rulebook(Store& store, const std::string& name);
[[nodiscard]] ProspectId require_prospect(Store& store, const std::string& key);
/// The event with this key.
[[nodiscard]] EventId require_event(Store& store, const std::string& key);

}  // namespace inmail::app
