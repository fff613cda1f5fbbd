#pragma once

#include <optional>
#include <string>

#include "inmail/app/reports/stats.hpp"

namespace inmail::render::html {

/// What a row of the group is compared with: the rate of all its messages. None if rows are different things, or nothing was
/// sent.
[[nodiscard]] std::optional<double> average_of(const app::StatsReport& report, app::Dimension by);

/// The page's first sentence: the rate of all, and which row is surely better or worse than it. "26% of 388 InMails sent in March
/// 2026 were answered; campaign spring does clearly better (41% of 60)."
[[nodiscard]] std::string rate_news(const app::StatsReport& report);
/// The same of one group: "Clearly better than all together (26%): spring (41% of 60)."
[[nodiscard]] std::string group_news(const app::StatsReport& report, const app::StatsReport::Group& group);

}  // namespace inmail::render::html
