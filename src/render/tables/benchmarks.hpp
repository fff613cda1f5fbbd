#pragma once

#include "inmail/app/reports/stats.hpp"
#include "inmail/render/table.hpp"

namespace inmail::render {

/// What is published beside the team's own rates, of the kinds of messages that it sent.
[[nodiscard]] Table benchmarks_of(const app::StatsReport& report);

/// Adds a row for each to the table of `report`, and columns for what only these rows have. For spreadsheets.
void add_benchmarks(Table& table, const app::StatsReport& report);

}  // namespace inmail::render
