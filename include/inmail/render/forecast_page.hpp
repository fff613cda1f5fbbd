#pragma once

#include <string>

#include "inmail/app/forecast/burn_down.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

/// Each account's way to its next refresh, and what sending saves, as one self-contained page: no script, no request. Stored text
/// is escaped.
[[nodiscard]] std::string to_html(const app::ChartedForecast& charted, const Display& display);

}  // namespace inmail::render
