#include "inmail/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace inmail {
namespace {

constexpr char32_t malformed = 0xFFFF'FFFF;

struct CodePoint {
    char32_t value;
    std::size_t bytes;
};

unsigned char byte_at(std::string_view s, std::size_t i) { return static_cast<unsigned char>(s[i]); }

/// The code point that non-empty `s` begins with; a byte that begins none is `malformed` by itself.
CodePoint first_code_point(std::string_view s) {
    const unsigned char lead = byte_at(s, 0);
    if (lead < 0x80) return {lead, 1};

    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || s.size() < length) return {malformed, 1};

    char32_t value = lead & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte_at(s, i) & 0xC0u) != 0x80u) return {malformed, 1};
        value = value << 6 | (byte_at(s, i) & 0x3Fu);
    }
    const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    return overlong || surrogate || value > 0x10FFFF ? CodePoint{malformed, 1} : CodePoint{value, length};
}

template <class Visit>
void each_code_point(std::string_view text, Visit visit) {
    while (!text.empty()) {
        const CodePoint c = first_code_point(text);
        visit(c.value, text.substr(0, c.bytes));
        text.remove_prefix(c.bytes);
    }
}

void append_utf8(std::string& out, char32_t c) {
    const auto put = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80) return put(c);
    if (c < 0x800) {
        put(0xC0 | c >> 6);
    } else {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3F));
    }
    put(0x80 | (c & 0x3F));
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

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

bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

constexpr std::array<std::string_view, 2> no_break_spaces{"\u00A0", "\u202F"};

/// How many bytes of white space `text` begins with: of one character, 0 for none.
std::size_t leading_space(std::string_view text) {
    if (text.empty()) return 0;
    if (is_ascii_space(text.front())) return 1;
    for (const auto space : no_break_spaces) {
        if (begins_with(text, space)) return space.size();
    }
    return 0;
}

std::size_t trailing_space(std::string_view text) {
    if (text.empty()) return 0;
    if (is_ascii_space(text.back())) return 1;
    for (const auto space : no_break_spaces) {
        if (text.size() >= space.size() && text.substr(text.size() - space.size()) == space) return space.size();
    }
    return 0;
}

std::u32string code_points(std::string_view text) {
    std::u32string out;
    each_code_point(text, [&out](char32_t c, std::string_view) { out += c; });
    return out;
}

}  // namespace

bool is_printable_ascii(std::string_view text) {
    bool other = false;
    for (const char c : text) other |= c < ' ' || c > '~';
    return !other;
}

bool is_utf8(std::string_view bytes) {
    if (is_printable_ascii(bytes)) return true;
    while (!bytes.empty()) {
        const CodePoint c = first_code_point(bytes);
        if (c.value == malformed) return false;
        bytes.remove_prefix(c.bytes);
    }
    return true;
}

bool has_control(std::string_view utf8) {
    if (is_printable_ascii(utf8)) return false;
    bool found = false;
    each_code_point(utf8, [&found](char32_t c, std::string_view) { found = found || is_control(c); });
    return found;
}

std::string from_windows_1252(std::string_view bytes) {
    constexpr char32_t undefined = 0xFFFD;
    // 0x80 to 0x9F; below and above, Windows-1252 agrees with Latin-1 and so with Unicode.
    constexpr std::array<char32_t, 32> high_controls{0x20AC,    undefined, 0x201A, 0x0192, 0x201E, 0x2026,    0x2020, 0x2021,
                                                     0x02C6,    0x2030,    0x0160, 0x2039, 0x0152, undefined, 0x017D, undefined,
                                                     undefined, 0x2018,    0x2019, 0x201C, 0x201D, 0x2022,    0x2013, 0x2014,
                                                     0x02DC,    0x2122,    0x0161, 0x203A, 0x0153, undefined, 0x017E, 0x0178};
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        append_utf8(out, byte >= 0x80 && byte <= 0x9F ? high_controls[byte - 0x80u] : byte);
    }
    return out;
}

std::string to_lower(std::string_view utf8) {
    std::string out(utf8);
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i] >= 'A' && out[i] <= 'Z') out[i] = static_cast<char>(out[i] + ('a' - 'A'));
        // Latin-1's capitals are U+00C0 to U+00DE without the multiplication sign U+00D7: 0xC3 and a second byte.
        if (byte_at(out, i) != 0xC3 || i + 1 == out.size()) continue;
        const unsigned char second = byte_at(out, i + 1);
        if (second >= 0x80 && second <= 0x9E && second != 0x97) out[i + 1] = static_cast<char>(second + 0x20);
    }
    return out;
}

std::string_view trim(std::string_view text) {
    while (const std::size_t n = leading_space(text)) text.remove_prefix(n);
    while (const std::size_t n = trailing_space(text)) text.remove_suffix(n);
    return text;
}

std::string fold_name(std::string_view name) {
    std::string_view rest = trim(name);
    std::string out;
    out.reserve(rest.size());
    while (!rest.empty()) {
        std::size_t n = leading_space(rest);
        if (n == 0) {
            out += rest.front();
            rest.remove_prefix(1);
            continue;
        }
        out += ' ';
        for (; n != 0; n = leading_space(rest)) rest.remove_prefix(n);
    }
    return to_lower(out);
}

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

std::size_t edit_distance(std::string_view a, std::string_view b) {
    const std::u32string from = code_points(a);
    const std::u32string to = code_points(b);
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

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates) {
    constexpr std::size_t longest_name = 100;  // longer input is no mistyped name, and would only cost time
    constexpr std::size_t shortest_prefix = 2;
    const std::string typed = to_lower(trim(word));
    if (typed.empty() || typed.size() > longest_name) return std::nullopt;

    const std::size_t length = code_points(typed).size();
    std::size_t best_distance = std::min(std::clamp<std::size_t>(length / 3, 1, 3), length - 1);
    const std::string* best = nullptr;
    const std::string* begun = nullptr;
    for (const auto& candidate : candidates) {
        const std::string name = to_lower(candidate);
        const bool begins = length >= shortest_prefix && begins_with(name, typed);
        if (begins && (begun == nullptr || candidate.size() < begun->size())) begun = &candidate;

        const std::size_t distance = edit_distance(typed, name);
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
