#pragma once

#include <optional>
#include <vector>

#include "property/reference.hpp"

namespace reference {

[[nodiscard]] inline bool names_only_pool(const Event& e) { return e.seat.empty(); }

/// Section 3, "Order at one instant".
[[nodiscard]] int fold_step_of(const Event& e);
constexpr int step_plans = 3;
constexpr int step_refresh = 4;
constexpr int step_last = 10;

/// Section 3: unvoided events with occurred_at <= T; a void is in force from its recorded_at on, whatever T is.
/// Section 2, "known at K": as if only events with recorded_at <= K existed. In the order of the fold.
[[nodiscard]] std::vector<Event> events_that_count(const Ledger& ledger, Millis as_of, std::optional<Millis> known_at);

}  // namespace reference
