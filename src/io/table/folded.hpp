#pragma once

#include <string>
#include <string_view>

#include "inmail/text/unicode.hpp"

namespace inmail::io {

/// A value as rules compare it: without outer space, in lower case.
[[nodiscard]] inline std::string folded_value(std::string_view value) { return to_lower_latin1(trim(value)); }

}  // namespace inmail::io
