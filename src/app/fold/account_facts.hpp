#pragma once

#include <optional>
#include <string>

#include "fold/fold_run.hpp"

namespace inmail::app {

/// The team of a seat's own account now; none for a pool, or if no team was named.
[[nodiscard]] inline std::optional<std::string> team_of(const FoldRun& fold_run, AccountId id) {
    if (id.is_pool()) return std::nullopt;
    std::string team = fold_run.reconciler().seat(id.seat()).team;
    if (team.empty()) return std::nullopt;
    return team;
}

/// The plan that the account last had; none if it never had one.
[[nodiscard]] inline std::optional<std::string> plan_of(FoldSource& store, const AccountState& state) {
    if (!state.had_stint) return std::nullopt;
    return store.name_of(state.plan);
}

/// The handle that has the seat's licence at the end of the fold: the seat itself, or the one that took over.
[[nodiscard]] inline SeatId licensee(const FoldRun& fold_run, SeatId seat) {
    while (const auto handover = fold_run.reconciler().seat(seat).handed_over) seat = handover->to;
    return seat;
}

}  // namespace inmail::app
