#pragma once

#include <string>

#include "inmail/app/reports/stats.hpp"
#include "inmail/core/published.hpp"
#include "inmail/render/table.hpp"

namespace inmail::render {

/// "10-25%", "22% above average", "above average"
[[nodiscard]] std::string published_words(const PublishedBenchmark& published);
/// "HeyTalent guide, 2026"; if the year is not known "HeyTalent guide, undated".
[[nodiscard]] std::string publisher_words(const PublishedBenchmark& published);

/// What is published beside the team's own rates, of the kinds of messages that it sent.
[[nodiscard]] Table benchmarks_of(const app::StatsReport& report);

/// Adds a row for each to the table of `report`, and columns for what only these rows have. For spreadsheets.
void add_benchmarks(Table& table, const app::StatsReport& report);

}  // namespace inmail::render
