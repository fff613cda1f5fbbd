#pragma once

#include <string>
#include <string_view>

#include "inmail/app/reports/stats.hpp"
#include "inmail/core/published.hpp"
#include "inmail/render/table.hpp"

namespace inmail::render {

/// "InMails answered, best teams": what the figure is about.
[[nodiscard]] std::string_view claim_of(PublishedBenchmark::Of of);
/// "below", "agrees", "too few to say"
[[nodiscard]] std::string verdict_words(app::Benchmark::Verdict verdict);
/// "10-25%", "22% above average", "above average"
[[nodiscard]] std::string published_words(const PublishedBenchmark& published);
/// What these words come to, where they rest on the team's own average: ", here 24%". Empty otherwise.
[[nodiscard]] std::string resolved_words(const app::Benchmark& benchmark);
/// "HeyTalent guide, 2026"; if the year is not known "HeyTalent guide, undated".
[[nodiscard]] std::string publisher_words(const PublishedBenchmark& published);

/// What is published beside the team's own rates, of the kinds of messages that it sent.
[[nodiscard]] Table benchmarks_of(const app::StatsReport& report);

/// Adds a row for each to the table of `report`, and columns for what only these rows have. For spreadsheets.
void add_benchmarks(Table& table, const app::StatsReport& report);

}  // namespace inmail::render
