#pragma once

#include <map>
#include <vector>

#include "fold/fold_run.hpp"
#include "fold/idle_projection.hpp"
#include "inmail/app/forecast/coming_loss.hpp"

namespace inmail::app {

/// What the accounts of the projection lose up to `until`, its end, and what to send by when so that they do not. Accounts that
/// lose nothing and keep their plan are left out.
[[nodiscard]] std::map<AccountId, LossesAhead> losses_ahead(const FoldRun& fold_run, const IdleProjection& idle, Instant until);

}  // namespace inmail::app
