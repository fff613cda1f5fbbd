#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace inmail::app {

/// How many events, keys or names one question to a store asks for. On a server each question costs a round trip; an answer of
/// many rows costs memory.
constexpr std::size_t most_a_question = 1000;

/// Passes `items` to `take` in their order, as vectors of at most `most` (at least 1) that `take` may move from.
template <class Items, class Take>
void in_portions(const Items& items, Take&& take, std::size_t most = most_a_question) {
    for (auto first = items.begin(); first != items.end();) {
        const auto rest = static_cast<std::size_t>(items.end() - first);
        const auto end = first + static_cast<std::ptrdiff_t>(std::min(most, rest));
        take(std::vector<typename Items::value_type>(first, end));
        first = end;
    }
}

}  // namespace inmail::app
