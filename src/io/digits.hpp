#pragma once

namespace inmail::io {

/// Whether it is one of the ten ASCII digits, in any locale.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace inmail::io
