#include "inmail/text/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "code_points.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail {

namespace {

/// The edit distance of `from` and `to`, or more than `most` if it is.
std::size_t distance_up_to(std::size_t most, std::u32string_view from, std::u32string_view to) {
    const std::size_t apart = std::max(from.size(), to.size()) - std::min(from.size(), to.size());
    if (apart > most) return apart;
    // Optimal string alignment, three rows at a time: of the prefix before last, of the last, and of this one.
    std::vector<std::size_t> before(to.size() + 1);
    std::vector<std::size_t> above(to.size() + 1);
    std::vector<std::size_t> row(to.size() + 1);
    for (std::size_t j = 0; j <= to.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        before.swap(above);
        above.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
    }
    return row[to.size()];
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
    return distance_up_to(std::numeric_limits<std::size_t>::max(), code_points(a), code_points(b));
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates) {
    constexpr std::size_t longest_name = 100;  // longer input is no mistyped name, and would only cost time
    constexpr std::size_t shortest_prefix = 2;
    const std::string typed = to_lower_latin1(trim(word));
    if (typed.empty() || typed.size() > longest_name) return std::nullopt;

    const std::u32string letters = code_points(typed);
    const std::size_t length = letters.size();
    std::size_t best_distance = std::min(std::clamp<std::size_t>(length / 3, 1, 3), length - 1);
    const std::string* best = nullptr;
    const std::string* begun = nullptr;
    for (const auto& candidate : candidates) {
        const std::string name = to_lower_latin1(candidate);
        const bool begins = length >= shortest_prefix && begins_with(name, typed);
        if (begins && (begun == nullptr || candidate.size() < begun->size())) begun = &candidate;

        const std::size_t distance = distance_up_to(best_distance, letters, code_points(name));
        if (best == nullptr ? distance > best_distance : distance >= best_distance) continue;
        best = &candidate;
        best_distance = distance;
    }
    const std::string* found = best != nullptr ? best : begun;
    return found == nullptr ? std::nullopt : std::optional(*found);
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
    const auto near = nearest(word, candidates);
    return near ? fmt::format("; did you mean '{}'?", for_terminal(*near)) : std::string();
}

}  // namespace inmail
