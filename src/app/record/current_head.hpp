#pragma once

#include <utility>

#include "inmail/store/transaction.hpp"

namespace inmail::app {

/// Runs `attempt`, which judges and records in one transaction, and runs it again if others recorded meanwhile. Throws HeadMoved
/// after 20 attempts.
template <class Attempt>
auto on_current_head(Attempt&& attempt) {
    constexpr int most_attempts = 20;
    for (int attempts = 1;; ++attempts) {
        try {
            return attempt();
        } catch (const HeadMoved&) {
            if (attempts == most_attempts) throw;
        }
    }
}

}  // namespace inmail::app
