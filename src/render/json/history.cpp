#include "inmail/app/reports/history.hpp"

#include "anomaly_names.hpp"
#include "inmail/render/reports.hpp"
#include "shared.hpp"

namespace inmail::render {
namespace {

Json json_of(const app::HistoryReport::Row& row) {
    Json j;
    j["at"] = json(row.at);
    j["event"] = row.what;
    j["seat"] = text_or_null(row.seat);
    j["prospect"] = text_or_null(row.prospect);
    j["detail"] = row.detail;
    j["change"] = json(row.change);
    j["available"] = json(row.available);
    j["anomalies"] = Json::array();
    for (const auto kind : row.anomalies) j["anomalies"].push_back(anomaly_name(kind));
    j["key"] = text_or_null(row.key);
    j["note"] = text_or_null(row.note);
    return j;
}

}  // namespace

std::string to_json(const app::HistoryReport& report) {
    Json j = head_of(report);
    j["known_at"] = json(report.known_at);
    j["account"] = report.account.name;
    j["kind"] = kind_of(report.account);
    j["rows"] = Json::array();
    for (const auto& row : report.rows) j["rows"].push_back(json_of(row));
    return line_of(j);
}

}  // namespace inmail::render
