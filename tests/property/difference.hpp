#pragma once

#include <map>
#include <string>
#include <vector>

#include "property/reference.hpp"

namespace reference {

/// Every figure of an account or seat by its name in scenarios: "available", "over_limit", ... "lots:" and "pending:" are lists.
using Figures = std::map<std::string, std::string>;
[[nodiscard]] Figures figures_of(const AccountView& account);
[[nodiscard]] Figures figures_of(const SeatView& seat);

/// One line for each figure that differs, with what each side says; empty if the states are equal.
[[nodiscard]] std::vector<std::string> differences(const State& first, const State& second,
                                                   const std::string& first_name = "reference",
                                                   const std::string& second_name = "fold");

/// The ledger in the form of a scenario file, so that a failing case can become a scenario.
[[nodiscard]] std::string show(const Ledger& ledger);

}  // namespace reference
