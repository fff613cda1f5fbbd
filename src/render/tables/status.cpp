// Which ledger is used, and how it stands.

#include "inmail/app/reports/status.hpp"

#include <fmt/format.h>

#include "columns.hpp"
#include "inmail/render/reports.hpp"
#include "settings_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

std::string entry_words(const LedgerStatus::Record& entry, const Display& display) {
    std::string words = fmt::format("{}: {}", short_moment(entry.occurred_at, display), to_string(entry.kind));
    if (!entry.seat.empty()) words += " " + entry.seat;
    if (!entry.pool.empty()) words += " pool:" + entry.pool;
    if (!entry.prospect.empty()) words += " " + entry.prospect;
    return words + fmt::format(", recorded {} by {}", short_moment(entry.recorded_at, display), entry.recorded_by);
}

std::string backup_words(const LedgerStatus::Backup& backup, const Display& display) {
    return fmt::format("{}: {}{}", short_moment(backup.made_at, display), backup.path,
                       backup.is_there ? "" : ", which is no longer there");
}

std::string schema_words(const LedgerStatus& found) {
    std::string words = std::to_string(found.schema);
    if (found.schema < found.newest_schema)
        words += fmt::format(": an earlier version of the program made it. The next command brings it to {}, and keeps a copy.",
                             found.newest_schema);
    else if (found.first_schema < found.schema)
        words += fmt::format(", made with {} by an earlier version of the program", found.first_schema);
    return words;
}

std::string size_words(const LedgerStatus& found) {
    std::string words = counted(found.file_bytes, "byte");
    if (found.log_bytes > 0) words += fmt::format(", and {} in its log", found.log_bytes);
    return words;
}

}  // namespace

Table table_of(const app::StatusReport& report, const Display& display) {
    const LedgerStatus& found = report.found;
    Table table;
    table.columns = {name("fact"), name("value")};
    const auto add = [&table](const char* fact, std::string value) { table.rows.push_back({fact, std::move(value)}); };
    add("ledger", report.ledger.value);
    add("named by", source_words(report.ledger));
    add("recorder", found.recorder + (found.writable || found.server ? "" : " (without write permission)"));
    if (found.server) add("role", found.server->role + (found.server->seat.empty() ? "" : " of " + found.server->seat));
    if (!found.server) add("mode", fmt::format("{:03o}", found.mode));
    add("zone",
        report.zone == found.info.zone ? report.zone : fmt::format("{} (the ledger's is {})", report.zone, found.info.zone));
    add("rulebook", found.info.default_rulebook);
    add("events", std::to_string(found.events));
    if (found.server) add("head", found.server->head);
    add("last entry", found.last_record ? entry_words(*found.last_record, display) : "none");
    if (!found.server) add("last backup", found.last_backup ? backup_words(*found.last_backup, display) : "never");
    add("made", short_moment(found.info.created_at, display));
    add("schema", schema_words(found));
    if (!found.server) add("size", size_words(found));
    return table;
}

}  // namespace inmail::render
