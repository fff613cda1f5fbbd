#pragma once

#include <map>
#include <string>
#include <vector>

#include "property/reference.hpp"

namespace reference {

/// Every figure of an account or seat by name ("available", "over_limit", ...; "lots:" and "pending:" are lists), as
/// scenarios write them and people read them.
using Figures = std::map<std::string, std::string>;
[[nodiscard]] Figures figures_of(const AccountView& account);
[[nodiscard]] Figures figures_of(const SeatView& seat);

/// One line a figure that differs; empty where the two agree.
[[nodiscard]] std::vector<std::string> differences(const State& reference, const State& fold);

/// The ledger as a scenario file would have it, for a person to replay.
[[nodiscard]] std::string show(const Ledger& ledger);

}  // namespace reference
