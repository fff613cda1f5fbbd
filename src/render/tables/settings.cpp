// The settings, and where each comes from.

#include "inmail/app/reports/settings.hpp"

#include "columns.hpp"
#include "inmail/render/reports.hpp"
#include "settings_words.hpp"

namespace inmail::render {

Table table_of(const app::SettingsReport& report, const Display&) {
    Table table;
    table.columns = {name("setting"), name("value"), text("from", "source"), name("where")};
    const auto add = [&table](const std::string& key, const app::Setting& setting) {
        table.rows.push_back({key, setting.value, to_string(setting.source), setting.where});
    };
    for (const auto& [key, setting] : report.settings) add(key, setting);
    for (const auto& [name, setting] : report.aliases) add("alias." + name, setting);
    for (const auto& [name, setting] : report.sequences) add("sequence." + name, setting);
    if (!report.file_exists && !report.file.empty())
        table.notes.push_back("There is no config file yet: `inmail config set SETTING VALUE` makes " + report.file + ".");
    return table;
}

}  // namespace inmail::render
