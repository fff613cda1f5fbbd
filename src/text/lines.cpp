#include "inmail/text/lines.hpp"

#include <fmt/format.h>

namespace inmail {

std::string fold_lines(const std::vector<std::int64_t>& lines, std::size_t max_runs) {
    std::string folded;
    std::size_t runs = 0;
    for (std::size_t i = 0; i < lines.size(); ++runs) {
        if (runs == max_runs) return folded + fmt::format(" and {} more", lines.size() - i);
        std::size_t last = i;
        while (last + 1 < lines.size() && lines[last + 1] <= lines[last] + 1) ++last;
        folded += fmt::format("{}{}", folded.empty() ? "" : ", ", lines[i]);
        if (lines[last] != lines[i]) folded += fmt::format("-{}", lines[last]);
        i = last + 1;
    }
    return folded;
}

std::string line_words(const std::vector<std::int64_t>& lines) {
    constexpr std::size_t most_runs = 8;
    return fmt::format("{} {}", lines.size() == 1 ? "line" : "lines", fold_lines(lines, most_runs));
}

}  // namespace inmail
