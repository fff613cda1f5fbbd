#pragma once

#include <string>
#include <string_view>

namespace inmail::io {

/// The text in TOML's "...": quotes, backslashes and all that a terminal must not see are escaped, so that nothing ends the text
/// or its line. `utf8` is well-formed.
[[nodiscard]] std::string toml_text(std::string_view utf8);
/// The same of the beginning, for comments.
[[nodiscard]] std::string short_toml_text(std::string_view utf8);

}  // namespace inmail::io
