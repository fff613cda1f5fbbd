#pragma once

#include <string>

#include "inmail/app/outreach/route.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

/// The plan by day and channel as one self-contained page with a checklist: no script, no request. Stored and listed text is
/// escaped.
[[nodiscard]] std::string to_html(const app::RouteReport& report, const Display& display);

}  // namespace inmail::render
