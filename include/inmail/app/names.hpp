#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "inmail/app/account_name.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/core/terms.hpp"

namespace inmail {
class FoldSource;
class Store;
}  // namespace inmail

namespace inmail::app {

[[nodiscard]] AccountName name_account(FoldSource& store, AccountId id);

// Looks up normalised names. Each function throws InvalidRequest for a name that the ledger does not know.

/// A seat that some subscribe names.
[[nodiscard]] SeatId require_seat(FoldSource& store, const std::string& handle);
/// A pool that some subscribe names.
[[nodiscard]] PoolId require_pool(FoldSource& store, const std::string& name);
/// A seat, or a pool if no seat has the name.
[[nodiscard]] AccountId require_account(FoldSource& store, const std::string& name);
[[nodiscard]] RulebookId require_rulebook(FoldSource& store, const std::string& name);
/// An edition that ships: of the rulebook, or of any if `rulebook` is empty.
[[nodiscard]] Edition require_edition(FoldSource& store, const std::string& rulebook, std::int64_t number);
[[nodiscard]] ProspectId require_prospect(FoldSource& store, const std::string& key);
/// The event with this key or, if it has at least four characters, the only one whose key begins with it. K, K~2, K~3 are one
/// row: all of them mean the one in force.
[[nodiscard]] EventId require_event(Store& store, const std::string& key);
/// The same; none where no key begins so. Throws InvalidRequest where several do.
[[nodiscard]] std::optional<EventId> find_event(Store& store, const std::string& key);

/// The shortest form of the key by which `require_event` finds it.
[[nodiscard]] std::string short_key(Store& store, const std::string& key);

}  // namespace inmail::app
