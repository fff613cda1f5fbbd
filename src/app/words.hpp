#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace inmail::app {

/// " (lines 3, 5-9, 12, ...)": ascending line numbers, runs folded, a long list cut; empty for none.
[[nodiscard]] std::string lines_in_words(const std::vector<std::int64_t>& lines);

}  // namespace inmail::app
