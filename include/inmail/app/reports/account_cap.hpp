#pragma once

#include <optional>

#include "inmail/app/account_name.hpp"
#include "inmail/core/credits.hpp"

namespace inmail::app {

/// What the next refresh fills an account up to (RULES sections 4 and 5).
struct AccountCap {
    std::optional<Credits> cap;  ///< one seat's; none if not active
    int members{0};              ///< of a pool

    /// Of a pool, of all members; else as `cap`.
    [[nodiscard]] std::optional<Credits> cap_total(const AccountName& account) const {
        return cap && account.is_pool() ? std::optional{*cap * members} : cap;
    }
};

}  // namespace inmail::app
