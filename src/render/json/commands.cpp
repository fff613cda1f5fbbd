#include "inmail/app/record/undo.hpp"
#include "inmail/render/reports.hpp"
#include "support.hpp"
#include "tables/command_states.hpp"

namespace inmail::render {

std::string to_json(const app::CommandsReport& report) {
    Json j = schema_1();
    j["commands"] = Json::array();
    for (const auto& row : report.rows) {
        Json events = Json::object();
        for (const auto& [kind, alike] : row.events.by_kind) events[std::string(to_string(kind))] = alike.count;
        j["commands"].push_back({{"number", row.number},
                                 {"recorded_at", json(row.recorded_at)},
                                 {"command", row.command},
                                 {"accounts", row.events.accounts},
                                 {"events", events},
                                 {"state", to_string(row.state)},
                                 {"batch", row.batch}});
    }
    return line_of(j);
}

}  // namespace inmail::render
