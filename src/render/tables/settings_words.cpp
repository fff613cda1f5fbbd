#include "settings_words.hpp"

namespace inmail::render {

std::string_view to_string(app::SettingSource source) {
    switch (source) {
        case app::SettingSource::flag:
            return "flag";
        case app::SettingSource::environment:
            return "environment";
        case app::SettingSource::file:
            return "file";
        case app::SettingSource::standard:
            break;
    }
    return "default";
}

std::string source_words(const app::Setting& setting) {
    const std::string source(to_string(setting.source));
    return setting.where.empty() ? source : source + ": " + setting.where;
}

}  // namespace inmail::render
