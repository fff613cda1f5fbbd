#pragma once

#include <string>

#include "inmail/app/reports/stats.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

/// Reply rates with their intervals as one self-contained page: no script, no request. Stored text is escaped.
[[nodiscard]] std::string to_html(const app::StatsReport& report, const Display& display);

}  // namespace inmail::render
