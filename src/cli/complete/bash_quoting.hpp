#pragma once

#include <string>
#include <string_view>

namespace inmail::cli {

/// The text quoted so that bash reads these bytes, inside the open quote (0: none). Nothing in it is run.
[[nodiscard]] std::string quoted_for_bash(std::string_view text, char open_quote);

}  // namespace inmail::cli
