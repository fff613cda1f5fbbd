#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/core/ids.hpp"

namespace inmail::app {

/// The account that a seat's messages concern from an instant on; none: an account that nothing touched yet.
struct AccountPeriod {
    Instant from;
    std::optional<AccountState> account;  ///< as it is at that instant, by its handle at the fold run's

    [[nodiscard]] bool has_plan() const { return account && account->active; }
};

/// What becomes of each seat's plan by the plan events that are recorded for later. The first period is that of the fold run's
/// instant; another begins when the seat gets another account or plan, or loses it.
[[nodiscard]] std::map<SeatId, std::vector<AccountPeriod>> account_periods(const FoldRun& fold_run,
                                                                           const std::set<SeatId>& seats);

}  // namespace inmail::app
