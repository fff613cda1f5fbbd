#include "inmail/app/reports/status.hpp"

#include <fmt/format.h>

#include "inmail/render/reports.hpp"
#include "settings_words.hpp"
#include "support.hpp"

namespace inmail::render {

std::string to_json(const app::StatusReport& report) {
    const LedgerStatus& found = report.found;
    Json j = schema_1();
    j["ledger"] = report.ledger.value;
    j["source"] = to_string(report.ledger.source);
    j["where"] = text_or_null(report.ledger.where);
    j["recorder"] = found.recorder;
    j["writable"] = found.writable;
    j["role"] = found.server ? text_or_null(found.server->role) : Json();
    j["seat"] = found.server ? text_or_null(found.server->seat) : Json();
    j["head"] = found.server ? text_or_null(found.server->head) : Json();
    j["mode"] = found.server ? Json() : Json(fmt::format("{:03o}", found.mode));
    j["zone"] = report.zone;
    j["ledger_zone"] = found.info.zone;
    j["rulebook"] = found.info.default_rulebook;
    j["events"] = found.events;
    j["last_entry"] = nullptr;
    if (const auto& entry = found.last_record) {
        j["last_entry"] = {{"event", to_string(entry->kind)},   {"seat", text_or_null(entry->seat)},
                           {"pool", text_or_null(entry->pool)}, {"prospect", text_or_null(entry->prospect)},
                           {"at", json(entry->occurred_at)},    {"recorded_at", json(entry->recorded_at)},
                           {"recorded_by", entry->recorded_by}};
    }
    j["last_backup"] = nullptr;
    if (const auto& backup = found.last_backup)
        j["last_backup"] = {{"at", json(backup->made_at)}, {"path", backup->path}, {"exists", backup->is_there}};
    j["made_at"] = json(found.info.created_at);
    j["ledger_schema"] = found.schema;
    j["first_schema"] = found.first_schema;
    j["newest_schema"] = found.newest_schema;
    j["file_bytes"] = found.server ? Json() : Json(found.file_bytes);
    j["log_bytes"] = found.server ? Json() : Json(found.log_bytes);
    return line_of(j);
}

}  // namespace inmail::render
