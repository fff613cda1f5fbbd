#pragma once

#include <string>
#include <string_view>

namespace inmail::cli {

/// The text as bash must read it to get these very bytes, inside the quote that is open (0: none). Nothing in it is run.
[[nodiscard]] std::string quoted_for_bash(std::string_view text, char open_quote);

}  // namespace inmail::cli
