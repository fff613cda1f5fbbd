#pragma once

#include <filesystem>
#include <string>

#include "support/temp_dir.hpp"

namespace inmail::test {

/// When the pages are made.
constexpr const char* now = "2026-10-01T08:00:00Z";

/// Whether there is no Chromium; then the test is reported as skipped.
[[nodiscard]] bool is_missing();

/// Makes a ledger of the sample team.
constexpr const char* sample_team =
    "inmail init && inmail import events \"$SAMPLES/events.csv\" && inmail import linkedin \"$SAMPLES/linkedin\"";

/// Runs a command that must succeed.
void run(const TempDir& folder, const std::string& command);

/// The sample team's audit of September, as page.html.
void make_audit(const TempDir& folder);
/// A plan of one of its seats for the sample list, as plan.html.
void make_plan(const TempDir& folder);

/// The rates, the forecast and nine months side by side, as rates.html, forecast.html and months.html.
void make_trends(const TempDir& folder);

/// Checks that a page of the folder fits the width, with every number in sight, and on a laptop with no table cut.
void check_fits(const TempDir& folder, const std::string& page, int width);

/// Copies a page with `html` in front of the first `before`.
void splice(const std::filesystem::path& page, const std::filesystem::path& into, const std::string& before,
            const std::string& html);

}  // namespace inmail::test
