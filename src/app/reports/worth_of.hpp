#pragma once

#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/app/forecast/coming_loss.hpp"
#include "inmail/app/reports/worth.hpp"
#include "inmail/core/reconciler.hpp"

namespace inmail::app {

/// The worth of credits on the plan that the account is on at the fold's instant, or was on last. An account that never had a
/// plan: all unpriced.
[[nodiscard]] Worth worth_of(Credits credits, const AccountState& state, const FoldRun& fold_run);
/// The worth of one account's coming losses, each on the plan that loses it.
[[nodiscard]] Worth worth_of(const std::vector<ComingLoss>& losses, const FoldRun& fold_run);

}  // namespace inmail::app
