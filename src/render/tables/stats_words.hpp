#pragma once

#include <string>

#include "inmail/app/reports/stats.hpp"

namespace inmail::render {

/// "in March 2026", "from January 2026 to March 2026": when the messages were sent.
[[nodiscard]] std::string months_of(const app::StatsReport& report);
/// Whether free messages count in the rates of the rows and of their total.
[[nodiscard]] bool counts_all(const app::StatsReport& report);
/// A row's value for people: "(no team)" if there is none.
[[nodiscard]] std::string shown_value(app::Dimension by, const std::string& value);
/// "3d 4h", "5h 20m", "8m": two units are as much as a median is good for.
[[nodiscard]] std::string wait_words(Duration wait);

}  // namespace inmail::render
