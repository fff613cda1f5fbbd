#include "words.hpp"

#include <fmt/format.h>

namespace inmail::app {

std::string lines_in_words(const std::vector<std::int64_t>& lines) {
    constexpr int most_runs = 8;
    std::string words;
    int runs = 0;
    for (std::size_t first = 0; first < lines.size(); ++runs) {
        std::size_t last = first;
        while (last + 1 < lines.size() && lines[last + 1] == lines[last] + 1) ++last;
        if (runs == most_runs) return fmt::format(" (lines {}, ...)", words);
        words += words.empty() ? "" : ", ";
        words += first == last ? fmt::format("{}", lines[first]) : fmt::format("{}-{}", lines[first], lines[last]);
        first = last + 1;
    }
    if (words.empty()) return words;
    return fmt::format(" ({} {})", lines.size() == 1 ? "line" : "lines", words);
}

}  // namespace inmail::app
