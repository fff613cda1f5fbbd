#pragma once

#include <string>
#include <string_view>

namespace inmail {

/// Input as a message quotes it: 'text', safe for a terminal, shortened if it is long.
[[nodiscard]] std::string in_quotes(std::string_view input);

}  // namespace inmail
