#include "inmail/app/reports/settings.hpp"

#include "inmail/render/reports.hpp"
#include "settings_words.hpp"
#include "support.hpp"

namespace inmail::render {
namespace {

Json json_of(const app::Setting& setting) {
    return {
        {"value", text_or_null(setting.value)}, {"source", to_string(setting.source)}, {"where", text_or_null(setting.where)}};
}

}  // namespace

std::string to_json(const app::SettingsReport& report) {
    Json j = schema_1();
    j["file"] = text_or_null(report.file);
    for (const auto& [key, setting] : report.settings) j[key] = json_of(setting);
    j["aliases"] = Json::object();
    for (const auto& [name, setting] : report.aliases) j["aliases"][name] = json_of(setting);
    j["sequences"] = Json::object();
    for (const auto& [name, setting] : report.sequences) j["sequences"][name] = json_of(setting);
    return line_of(j);
}

}  // namespace inmail::render
