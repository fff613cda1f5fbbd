#include "inmail/app/reports/find.hpp"

#include "inmail/render/reports.hpp"
#include "support.hpp"

namespace inmail::render {

std::string to_json(const app::FindReport& report) {
    Json j = schema_1();
    j["events"] = Json::array();
    for (const RecordedEvent& event : report.events) {
        Json row{{"key", event.key},
                 {"at", json(event.at)},
                 {"event", to_string(event.kind)},
                 {"seat", event.seat},
                 {"prospect", event.prospect}};
        row["channel"] = event.channel ? Json(to_string(*event.channel)) : Json(nullptr);
        row["campaign"] = text_or_null(event.campaign);
        row["outcome"] = event.outcome ? Json(to_string(*event.outcome)) : Json(nullptr);
        row["thread"] = text_or_null(event.thread);
        row["note"] = text_or_null(event.note);
        const auto person = report.people.find(event.seat);
        row["name"] = person == report.people.end() ? Json(nullptr) : Json(person->second);
        j["events"].push_back(std::move(row));
    }
    return line_of(j);
}

}  // namespace inmail::render
