#pragma once

#include <string_view>

#include "inmail/app/record/undo.hpp"

namespace inmail::render {

/// The code of a state: "in_force", "taken_back"
[[nodiscard]] std::string_view to_string(app::CommandRow::State state);

}  // namespace inmail::render
