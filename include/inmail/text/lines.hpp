#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace inmail {

/// "3, 5-9, 12 and 40 more": ascending line numbers, runs folded, at most `max_runs` of them.
[[nodiscard]] std::string fold_lines(const std::vector<std::int64_t>& lines, std::size_t max_runs);

/// "line 3" or "lines 3, 5-9 and 40 more": ascending line numbers in a sentence.
[[nodiscard]] std::string line_words(const std::vector<std::int64_t>& lines);

}  // namespace inmail
