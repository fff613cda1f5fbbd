#pragma once

#include <map>
#include <vector>

#include "fold/fold_run.hpp"
#include "fold/idle_projection.hpp"
#include "inmail/app/forecast/coming_loss.hpp"

namespace inmail::app {

/// What to send by when so that the accounts of the projection lose nothing up to `until`, its end. Accounts that lose nothing
/// are left out.
[[nodiscard]] std::map<AccountId, std::vector<Deadline>> deadlines(const FoldRun& fold_run, const IdleProjection& idle,
                                                                   Instant until);

}  // namespace inmail::app
