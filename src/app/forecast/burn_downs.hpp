#pragma once

#include <map>
#include <vector>

#include "forecast/pace.hpp"
#include "inmail/app/forecast/burn_down.hpp"

namespace inmail::app {

/// The burn-downs of accounts that send at these paces, each up to its end. Accounts without an end have none.
[[nodiscard]] std::map<AccountId, BurnDown> burn_downs(const FoldRun& fold_run, const std::vector<Pace>& paces,
                                                       const std::map<AccountId, Instant>& ends);

}  // namespace inmail::app
