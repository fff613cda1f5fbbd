#include "inmail/text/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "code_points.hpp"

namespace inmail {
namespace {

struct Range {
    char32_t first, last;
};

template <std::size_t n>
bool is_in(const std::array<Range, n>& ranges, char32_t c) {
    return std::any_of(ranges.begin(), ranges.end(), [c](const Range& range) { return range.first <= c && c <= range.last; });
}

/// What turns the direction of the text around it, breaks a line, or takes no room: with it a terminal shows what is not
/// there, or hides what is, so that two names look alike.
bool misleads_a_reader(char32_t c) {
    constexpr std::array<Range, 15> misleading{{
        {0x00AD, 0x00AD},    // soft hyphen
        {0x034F, 0x034F},    // combining grapheme joiner
        {0x061C, 0x061C},    // Arabic letter mark
        {0x115F, 0x1160},    // Hangul fillers
        {0x17B4, 0x17B5},    // Khmer inherent vowels
        {0x180B, 0x180F},    // Mongolian selectors and vowel separator
        {0x200B, 0x200B},    // zero-width space
        {0x200E, 0x200F},    // direction marks
        {0x2028, 0x202E},    // line and paragraph separators, bidi embeddings and overrides
        {0x2060, 0x206F},    // word joiner, invisible operators, bidi isolates, deprecated format characters
        {0x3164, 0x3164},    // Hangul filler
        {0xFEFF, 0xFEFF},    // byte order mark
        {0xFFA0, 0xFFA0},    // half-width Hangul filler
        {0xFFF9, 0xFFFB},    // interlinear annotation
        {0xE0000, 0xE007F},  // tags: a whole sentence can be hidden in them
    }};
    return is_in(misleading, c);
}

/// Zero-width (non-)joiners: Persian and Indic names are misspelt without them, and families of emoji fall apart.
bool is_joiner(char32_t c) { return c == 0x200C || c == 0x200D; }

/// They pick a form of the character before: of emoji, and of the characters that Japanese names are written with.
bool is_variation_selector(char32_t c) {
    constexpr std::array<Range, 2> selectors{{{0xFE00, 0xFE0F}, {0xE0100, 0xE01EF}}};
    return is_in(selectors, c);
}

/// Whether joiners and selectors have a use beside the character: from the Arabic script on. Latin, Greek, Cyrillic and Hebrew
/// have none for them, so that there they only hide.
bool takes_a_modifier(char32_t c) { return c >= 0x0600 && c != malformed && !is_joiner(c) && !misleads_a_reader(c); }

/// Whether the character can be shown as it is between these neighbours (0: none).
bool is_plain(char32_t before, char32_t c, char32_t after) {
    if (is_joiner(c)) return takes_a_modifier(before) && takes_a_modifier(after) && !is_variation_selector(after);
    if (is_variation_selector(c)) return takes_a_modifier(before) && !is_variation_selector(before);
    return !misleads_a_reader(c);
}

}  // namespace

std::string for_terminal(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    char32_t before = 0;
    while (!text.empty()) {
        const auto [c, size] = first_code_point(text);
        const std::string_view bytes = text.substr(0, size);
        text.remove_prefix(size);
        const char32_t after = text.empty() ? 0 : first_code_point(text).value;
        if (c == malformed || c < 0x20 || c == 0x7F) {
            out += fmt::format("\\x{:02x}", byte_at(bytes, 0));
        } else if (is_control(c) || !is_plain(before, c, after)) {
            out += fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(c));
        } else {
            out += bytes;
        }
        before = c;
    }
    return out;
}

}  // namespace inmail
