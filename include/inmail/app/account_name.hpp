#pragma once

#include <string>
#include <tuple>

#include "inmail/core/ids.hpp"

namespace inmail::app {

/// An account by its name, as reports show it.
struct AccountName {
    AccountId::Kind kind{AccountId::Kind::seat};
    std::string name;
    std::string person{};  ///< of a seat: the display name; empty: none was given, or it was not asked for

    [[nodiscard]] bool is_pool() const { return kind == AccountId::Kind::pool; }
    /// `ana` or `pool:acme`, as people type it.
    [[nodiscard]] std::string typed() const { return is_pool() ? "pool:" + name : name; }

    friend bool operator==(const AccountName& a, const AccountName& b) { return a.kind == b.kind && a.name == b.name; }
    /// As reports sort: pools first, then by name.
    friend bool operator<(const AccountName& a, const AccountName& b) {
        return std::tie(a.kind, a.name) < std::tie(b.kind, b.name);
    }
};

}  // namespace inmail::app
