#pragma once

#include <string>
#include <vector>

namespace inmail::app {

/// Where a setting's value comes from; the first of these that sets it wins.
enum class SettingSource { flag, environment, file, standard };

/// A setting as it is used in one run.
struct Setting {
    std::string value;  ///< empty: not set
    SettingSource source{SettingSource::standard};
    std::string where;  ///< which flag, variable or line of the file; of a standard value, what it stands for; may be empty
};

struct SettingsReport {
    struct Row {
        std::string key;
        Setting setting;
    };

    std::string file;  ///< the config file's path; empty: no place for one is known
    bool file_exists{false};
    std::vector<Row> settings;
    std::vector<Row> aliases;
    std::vector<Row> sequences;  ///< by campaign
};

}  // namespace inmail::app
