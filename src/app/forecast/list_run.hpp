#pragma once

#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/app/forecast/list_forecast.hpp"

namespace inmail::app {

/// The InMails that an account is to send.
struct InMailsDue {
    AccountId account;
    SeatId sender;               ///< of a pool, any of its members
    std::vector<Instant> due{};  ///< by time, none before the fold run's instant
};

/// Plays them, and nothing else: each is sent when it is due, or when the account next holds a credit. As many as
/// `replies_per_mille` says are answered, rounded down, each `wait_for_answer` after it was sent. InMails that are pending
/// already are not answered. After `until` none is sent. The result is in the order of `lists`; the fold run does not change.
[[nodiscard]] std::vector<ListForecastReport::Course> play_list(const FoldRun& fold_run, const std::vector<InMailsDue>& lists,
                                                                int replies_per_mille, Instant until);

}  // namespace inmail::app
