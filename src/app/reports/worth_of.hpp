#pragma once

#include "fold/fold_run.hpp"
#include "inmail/app/reports/worth.hpp"
#include "inmail/core/reconciler.hpp"

namespace inmail::app {

/// The worth of credits on the plan that the account is on at the fold's instant, or was on last. An account that never had a
/// plan: all unpriced.
[[nodiscard]] Worth worth_of(Credits credits, const AccountState& state, const FoldRun& fold_run);

}  // namespace inmail::app
