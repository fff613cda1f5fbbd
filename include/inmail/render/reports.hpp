#pragma once

#include <ostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "inmail/app/diagnose/diagnose.hpp"
#include "inmail/app/forecast/check.hpp"
#include "inmail/app/forecast/forecast.hpp"
#include "inmail/app/forecast/list_forecast.hpp"
#include "inmail/app/import/import_result.hpp"
#include "inmail/app/import/sync.hpp"
#include "inmail/app/outreach/next.hpp"
#include "inmail/app/outreach/route.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/app/record/rollover.hpp"
#include "inmail/app/record/undo.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/app/reports/balance.hpp"
#include "inmail/app/reports/compare.hpp"
#include "inmail/app/reports/expiring.hpp"
#include "inmail/app/reports/explain.hpp"
#include "inmail/app/reports/find.hpp"
#include "inmail/app/reports/forfeits.hpp"
#include "inmail/app/reports/history.hpp"
#include "inmail/app/reports/members.hpp"
#include "inmail/app/reports/pending.hpp"
#include "inmail/app/reports/plans.hpp"
#include "inmail/app/reports/settings.hpp"
#include "inmail/app/reports/stats.hpp"
#include "inmail/app/reports/status.hpp"
#include "inmail/app/reports/verify.hpp"
#include "inmail/render/table.hpp"

namespace inmail::render {

// Every report twice: as a table, which text, CSV and Markdown are drawn from, and as JSON (docs/reference.md, JSON). The JSON is
// one line of ASCII: anything else in stored text is escaped, so that no terminal obeys it and no parser loses it.

[[nodiscard]] Table table_of(const app::BalanceReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::PendingReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::ExpiringReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::FindReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::ForfeitsReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::ForecastReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::ListForecastReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::AuditReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::HistoryReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::ExplainReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::CommandsReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::CompareReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::DiagnoseReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::MembersReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::SettingsReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::StatsReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::StatusReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::NextReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::RouteReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::VerifyReport& report, const Display& display);
/// Of a preview: a line for each event, and for each row that is left out.
[[nodiscard]] Table table_of(const app::TableReport& report, const Display& display);
[[nodiscard]] Table table_of(const app::RolloverResult& result, const Display& display);

[[nodiscard]] std::string to_json(const app::BalanceReport& report);
[[nodiscard]] std::string to_json(const app::ExpiringReport& report);
[[nodiscard]] std::string to_json(const app::FindReport& report);
[[nodiscard]] std::string to_json(const app::ForfeitsReport& report);
[[nodiscard]] std::string to_json(const app::ForecastReport& report);
[[nodiscard]] std::string to_json(const app::ListForecastReport& report);
[[nodiscard]] std::string to_json(const app::CheckReport& report);
[[nodiscard]] std::string to_json(const app::AuditReport& report);
[[nodiscard]] std::string to_json(const app::HistoryReport& report);
[[nodiscard]] std::string to_json(const app::ExplainReport& report);
[[nodiscard]] std::string to_json(const app::CommandsReport& report);
[[nodiscard]] std::string to_json(const app::CompareReport& report);
[[nodiscard]] std::string to_json(const app::DiagnoseReport& report);
[[nodiscard]] std::string to_json(const app::MembersReport& report);
[[nodiscard]] std::string to_json(const app::PlansReport& report);
[[nodiscard]] std::string to_json(const app::NextReport& report);
[[nodiscard]] std::string to_json(const app::RouteReport& report);
[[nodiscard]] std::string to_json(const app::SettingsReport& report);
[[nodiscard]] std::string to_json(const app::StatsReport& report);
[[nodiscard]] std::string to_json(const app::StatusReport& report);
[[nodiscard]] std::string to_json(const app::VerifyReport& report);
[[nodiscard]] std::string to_json(const app::ImportResult& result);
[[nodiscard]] std::string to_json(const app::SyncResult& result);
[[nodiscard]] std::string to_json(const app::RecordResult& result);
[[nodiscard]] std::string to_json(const app::RolloverResult& result);

template <class Report>
void write_json(std::ostream& out, const Report& report) {
    out << to_json(report);
}
void write_json(std::ostream& out, const app::PendingReport& report);

/// Draws the report. Returns the sentences about it, which are for standard error.
template <class Report>
std::vector<std::string> write(std::ostream& out, const Report& report, Format format, const Display& display) {
    if (format != Format::json) return draw(out, table_of(report, display), format, display);
    write_json(out, report);
    return {};
}

/// Who is on which plan and the rulebooks are two tables; one in CSV, and only the rulebooks in JSON.
std::vector<std::string> write(std::ostream& out, const app::PlansReport& report, Format format, const Display& display);

/// The stats and, unless one dimension was asked for, the published benchmarks are two tables; one in CSV.
std::vector<std::string> write(std::ostream& out, const app::StatsReport& report, Format format, const Display& display);

/// The output of check for a mail or a chat: one line a finding, and nothing if there is none. As JSON always a document.
std::vector<std::string> write(std::ostream& out, const app::CheckReport& report, Format format, const Display& display);

/// As `write`, of a report that is short.
template <class Report>
[[nodiscard]] Rendered render(const Report& report, Format format, const Display& display) {
    std::ostringstream out;
    auto said = write(out, report, format, display);
    return {out.str(), std::move(said)};
}

/// "losing" or "dry"
[[nodiscard]] std::string_view to_string(app::CheckReport::Finding::Kind kind);

}  // namespace inmail::render
