#include "inmail/app/reports/history.hpp"

#include "inmail/render/reports.hpp"
#include "messages/history_words.hpp"
#include "shared.hpp"

namespace inmail::render {
namespace {

Json row_of(const app::AccountEntry& entry, const Display& utc) {
    const bool is_event = entry.event.has_value();
    Json j;
    j["at"] = json(entry.at);
    j["event"] = entry.what;
    j["seat"] = text_or_null(entry.seat);
    j["prospect"] = is_event ? text_or_null(entry.event->prospect) : Json(nullptr);
    j["detail"] = detail_words(entry, utc);
    j["change"] = json(entry.change);
    j["available"] = entry.taken_back ? Json(nullptr) : json(entry.available);
    j["anomalies"] = anomaly_names(entry);
    j["key"] = is_event ? text_or_null(entry.event->key) : Json(nullptr);
    j["note"] = is_event ? text_or_null(entry.event->note) : Json(nullptr);
    j["name"] = text_or_null(entry.person);
    j["account"] = entry.account.name;
    j["kind"] = kind_of(entry.account);
    j["id"] = entry.account.typed();
    if (const auto& taken = entry.taken_back)
        j["taken_back"] = {{"at", json(taken->at)}, {"key", taken->key}, {"note", text_or_null(taken->note)}};
    return j;
}

Json row_of(const RecordedEvent& event) {
    return {{"at", json(event.at)},
            {"event", to_string(event.kind)},
            {"seat", text_or_null(event.seat)},
            {"pool", text_or_null(event.pool)},
            {"plan", text_or_null(event.plan)},
            {"key", event.key}};
}

}  // namespace

std::string to_json(const app::HistoryReport& report) {
    Json j = head_of(report);
    j["known_at"] = json(report.known_at);
    const bool is_of_one = report.accounts.size() == 1;
    j["account"] = is_of_one ? Json(report.accounts.front().name) : Json(nullptr);
    j["kind"] = is_of_one ? Json(kind_of(report.accounts.front())) : Json(nullptr);
    j["rows"] = Json::array();
    const Display utc = utc_display();
    for (const auto& row : report.rows) j["rows"].push_back(row_of(row, utc));
    j["left_out"] = report.left_out;
    j["id"] = is_of_one ? Json(report.accounts.front().typed()) : Json(nullptr);
    j["name"] = is_of_one ? text_or_null(report.accounts.front().person) : Json(nullptr);
    j["ahead"] = Json::array();
    for (const auto& event : report.ahead) j["ahead"].push_back(row_of(event));
    return line_of(j);
}

}  // namespace inmail::render
