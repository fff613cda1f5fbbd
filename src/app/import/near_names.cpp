#include "import/near_names.hpp"

#include <algorithm>

#include "inmail/text/suggestion.hpp"

namespace inmail::app {
namespace {

/// Without what slugs put between letters.
std::string letters_of(const std::string& prospect) {
    std::string letters;
    for (const char c : prospect) {
        if (c != ' ' && c != '-' && c != '.' && c != ',') letters += c;
    }
    return letters;
}

}  // namespace

bool may_be_one_person(const std::string& prospect, const std::string& other) {
    const std::string x = letters_of(prospect);
    const std::string y = letters_of(other);
    if (x.empty() || y.empty()) return false;
    constexpr std::size_t telling_prefix = 6;
    const std::size_t common = std::min(x.size(), y.size());
    if (common >= telling_prefix && x.compare(0, common, y, 0, common) == 0) return true;
    constexpr std::size_t letters_an_edit = 5;
    return edit_distance(x, y) <= std::max(x.size(), y.size()) / letters_an_edit;
}

}  // namespace inmail::app
