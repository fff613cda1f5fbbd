#pragma once

#include <string>
#include <tuple>

#include "inmail/core/ids.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// An account by its name, as reports show it.
struct AccountName {
    AccountId::Kind kind{AccountId::Kind::seat};
    std::string name;

    [[nodiscard]] bool is_pool() const { return kind == AccountId::Kind::pool; }
    /// `ana` or `pool:acme`, as people type it.
    [[nodiscard]] std::string typed() const { return is_pool() ? "pool:" + name : name; }

    friend bool operator==(const AccountName& a, const AccountName& b) { return a.kind == b.kind && a.name == b.name; }
    /// As reports sort: pools first, then by name.
    friend bool operator<(const AccountName& a, const AccountName& b) {
        return std::tie(a.kind, a.name) < std::tie(b.kind, b.name);
    }
};

[[nodiscard]] AccountName name_account(Store& store, AccountId id);

// What a normalised name stands for. Each throws InputError for a name that the ledger does not know.

/// A seat that some subscribe names.
[[nodiscard]] SeatId require_seat(Store& store, const std::string& handle);
/// A pool that some subscribe names.
[[nodiscard]] PoolId require_pool(Store& store, const std::string& name);
[[nodiscard]] RulebookId require_rulebook(Store& store, const std::string& name);
[[nodiscard]] ProspectId require_prospect(Store& store, const std::string& key);
/// The event with this key.
[[nodiscard]] EventId require_event(Store& store, const std::string& key);

}  // namespace inmail::app
