#pragma once

#include <cstdint>
#include <string>

#include "inmail/app/account_name.hpp"
#include "inmail/core/credits.hpp"
#include "inmail/core/time.hpp"

namespace inmail::app {

/// A subscription that can stand beside the one that an account has.
struct SecondSubscription {
    AccountName account;  ///< under a name that is free
    std::string plan;     ///< empty: it joins the pool
    std::string pool;     ///< that a seat joins; else empty
};

/// That an event ends the stint of an account, and what is lost by that (RULES section 4, subscribe and cancel).
struct EndedStint {
    AccountName account;
    std::string plan;  ///< that ends
    Credits zeroed;
    std::int64_t dropped{0};  ///< pending InMails, whose refunds are lost
    Instant at;
    Instant now;
    SecondSubscription beside;  ///< of a subscribe

    [[nodiscard]] bool loses() const { return zeroed > no_credits || dropped > 0; }
    /// Whether both lose the same.
    friend bool operator==(const EndedStint& a, const EndedStint& b) {
        return a.account == b.account && a.plan == b.plan && a.zeroed == b.zeroed && a.dropped == b.dropped;
    }
};

}  // namespace inmail::app
