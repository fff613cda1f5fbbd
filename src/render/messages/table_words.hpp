#pragma once

#include <string>

#include "inmail/app/import/import_result.hpp"

namespace inmail::render {

/// What a table was understood to be: a line for its rules and events, one for each reason to leave rows out.
[[nodiscard]] std::string table_words(const app::TableReport& report);

}  // namespace inmail::render
