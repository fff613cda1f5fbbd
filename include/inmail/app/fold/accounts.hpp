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

/// An account as typed, resolved. Throws InputError for a name that the ledger does not know, with the nearest.
[[nodiscard]] AccountId find_account(FoldSource& store, const std::string& typed);
[[nodiscard]] AccountName name_account(FoldSource& store, AccountId id);

/// A seat or pool that some subscribe names, or InputError with the nearest name.
[[nodiscard]] SeatId require_seat(FoldSource& store, const std::string& handle);
[[nodiscard]] PoolId require_pool(FoldSource& store, const std::string& name);

}  // namespace inmail::app
