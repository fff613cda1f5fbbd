#pragma once

#include <string>

#include "inmail/app/forecast/forecast.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

/// The forecast as an iCalendar file (RFC 5545) of all-day events: each refresh, each day on which credits are lost, and the last
/// day on which sending saves them. An event keeps its UID from one forecast to the next, so that a calendar updates it.
[[nodiscard]] std::string to_ics(const app::ForecastReport& report, const Display& display);

}  // namespace inmail::render
