#include "inmail/text/terminal.hpp"

#include <fmt/format.h>

#include <cstdint>

#include "code_points.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail {
namespace {

bool is_between(char32_t first, char32_t c, char32_t last) { return first <= c && c <= last; }

/// Zero-width (non-)joiners: Persian and Indic names are misspelt without them, and families of emoji fall apart.
bool is_joiner(char32_t c) { return c == 0x200C || c == 0x200D; }

/// They select a form of the character before: of emoji, and of the characters in Japanese names.
bool is_variation_selector(char32_t c) { return is_between(0xFE00, c, 0xFE0F) || is_between(0xE0100, c, 0xE01EF); }

/// Whether the character reorders the text around it, breaks the line or takes no room. With it a terminal shows what is not
/// there, or hides what is, so that two names look alike.
bool misleads_a_reader(char32_t c) {
    if (is_joiner(c) || is_variation_selector(c)) return false;  // their neighbours decide
    const auto category = category_of(c);
    if (category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP) return true;
    // Interlinear annotations, and code points that Unicode reserves for invisible characters: the library knows assigned ones.
    if (c == 0x2065 || is_between(0xFFF0, c, 0xFFFB) || is_between(0xE0000, c, 0xE0FFF)) return true;
    return utf8proc_get_property(static_cast<utf8proc_int32_t>(c))->ignorable != 0;
}

/// Whether joiners and selectors have a use beside the character: from the Arabic script on. Beside Latin, Greek, Cyrillic and
/// Hebrew they only hide something.
bool takes_a_modifier(char32_t c) { return c >= 0x0600 && c != malformed && !is_joiner(c) && !misleads_a_reader(c); }

/// Whether the character can be shown as it is between these neighbours; 0 is none.
bool is_plain(char32_t before, char32_t c, char32_t after) {
    if (is_joiner(c)) return takes_a_modifier(before) && takes_a_modifier(after) && !is_variation_selector(after);
    if (is_variation_selector(c)) return takes_a_modifier(before) && !is_variation_selector(before);
    return !misleads_a_reader(c);
}

std::size_t width_of(char32_t c) { return static_cast<std::size_t>(utf8proc_charwidth(static_cast<utf8proc_int32_t>(c))); }

}  // namespace

std::string for_terminal(std::string_view text) {
    if (is_printable_ascii(text)) return std::string(text);
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

std::size_t display_width(std::string_view utf8) {
    if (is_printable_ascii(utf8)) return utf8.size();
    std::size_t width = 0;
    each_code_point(utf8, [&width](char32_t c, std::string_view) { width += width_of(c); });
    return width;
}

std::string cut_to_width(std::string_view utf8, std::size_t most) {
    if (display_width(utf8) <= most) return std::string(utf8);
    constexpr std::string_view ellipsis = "…";
    std::string out;
    std::size_t width = 1;
    while (!utf8.empty() && most != 0) {
        const CodePoint c = first_code_point(utf8);
        width += width_of(c.value);
        if (width > most) break;
        out += utf8.substr(0, c.bytes);
        utf8.remove_prefix(c.bytes);
    }
    return most == 0 ? out : out.append(ellipsis);
}

}  // namespace inmail
