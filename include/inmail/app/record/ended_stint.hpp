#pragma once

#include <cstdint>
#include <string>

#include "inmail/app/account_name.hpp"
#include "inmail/core/credits.hpp"
#include "inmail/core/time.hpp"

namespace inmail::app {

/// That an event ends the stint of an account, and what is lost by that (RULES section 4, subscribe and cancel).
struct EndedStint {
    AccountName account;
    std::string plan;  ///< that ends
    Credits zeroed;
    std::int64_t dropped{0};  ///< pending InMails, whose refunds are lost
    std::string next_plan;    ///< that begins; empty: the seat joins a pool, or none begins
    std::string pool;         ///< that the seat joins; else empty
    Instant at;
    Instant now;
    std::string second_name;  ///< of a subscribe: free for a subscription beside it, of a pool another pool's, else a handle

    [[nodiscard]] bool loses() const { return zeroed > no_credits || dropped > 0; }
    /// Whether the same is lost.
    friend bool operator==(const EndedStint& a, const EndedStint& b) {
        return a.account == b.account && a.plan == b.plan && a.zeroed == b.zeroed && a.dropped == b.dropped;
    }
};

}  // namespace inmail::app
