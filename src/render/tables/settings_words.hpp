#pragma once

#include <string>
#include <string_view>

#include "inmail/app/reports/settings.hpp"

namespace inmail::render {

/// "flag", "environment", "file", "default"
[[nodiscard]] std::string_view to_string(app::SettingSource source);

/// "environment: INMAIL_LEDGER"
[[nodiscard]] std::string source_words(const app::Setting& setting);

}  // namespace inmail::render
