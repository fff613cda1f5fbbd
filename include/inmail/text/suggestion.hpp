#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inmail {

/// How many single-character edits (insert, remove, replace, swap of neighbours) lead from a to b.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate that a person who typed `word` probably meant; nothing if none is near.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);

/// `; did you mean 'ana'?` if a candidate is near, else empty: the tail of an "unknown ..." message.
[[nodiscard]] std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace inmail
