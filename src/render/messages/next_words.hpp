#pragma once

#include <string>

#include "inmail/app/outreach/next.hpp"
#include "words.hpp"

namespace inmail::render {

/// "accepted on 2026-06-04"
[[nodiscard]] std::string next_words(const app::NextReport::Row& row, const DateWords& date);
/// The command that records the step: "inmail send ana jane-doe --channel first-degree".
[[nodiscard]] std::string next_command(const app::NextReport::Row& row);

}  // namespace inmail::render
