#pragma once

#include <algorithm>
#include <chrono>
#include <thread>

#include "inmail/chain/random.hpp"
#include "inmail/store/transaction.hpp"

namespace inmail::app {

/// Runs `attempt`, which judges and records in one transaction, and runs it again if others recorded meanwhile. Throws HeadMoved
/// after 20 attempts. It waits between them, longer each time: of a crowd that begins at once, all but one meet another head.
template <class Attempt>
auto on_current_head(Attempt&& attempt) {
    constexpr int most_attempts = 20;
    for (int attempts = 1;; ++attempts) {
        try {
            return attempt();
        } catch (const HeadMoved&) {
            if (attempts == most_attempts) throw;
        }
        constexpr std::chrono::milliseconds first{8};
        constexpr int doublings = 9;  // up to four seconds: a crowd of 32 on two busy cores needs as long
        std::this_thread::sleep_for(random_pause(first * (1 << std::min(attempts - 1, doublings))));
    }
}

}  // namespace inmail::app
