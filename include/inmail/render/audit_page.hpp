#pragma once

#include <string>

#include "inmail/app/forecast/audit_charts.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/render/format.hpp"
#include "inmail/render/page_facts.hpp"

namespace inmail::render {

/// The audit as one self-contained page: no script, no request, readable in light and dark, on A4 and Letter. Stored text is
/// escaped.
[[nodiscard]] std::string to_html(const app::AuditReport& report, const app::AuditCharts& charts, const PageFacts& facts,
                                  const Display& display);

}  // namespace inmail::render
