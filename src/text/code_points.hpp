#pragma once

#include <utf8proc.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace inmail {

constexpr char32_t malformed = 0xFFFF'FFFF;

struct CodePoint {
    char32_t value;
    std::size_t bytes;
};

constexpr char32_t first_beyond_ascii = 0x80;

inline unsigned char byte_at(std::string_view s, std::size_t i) { return static_cast<unsigned char>(s[i]); }

/// The code point that non-empty `s` begins with. A byte that begins none is `malformed` by itself.
inline CodePoint first_code_point(std::string_view s) {
    if (const unsigned char first = byte_at(s, 0); first < first_beyond_ascii) return {first, 1};
    utf8proc_int32_t value = 0;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(s.data());
    const utf8proc_ssize_t length = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(s.size()), &value);
    if (length <= 0) return {malformed, 1};
    return {static_cast<char32_t>(value), static_cast<std::size_t>(length)};
}

/// Calls `visit(code point, its bytes)` from first to last.
template <class Visit>
void each_code_point(std::string_view text, Visit visit) {
    while (!text.empty()) {
        const CodePoint c = first_code_point(text);
        visit(c.value, text.substr(0, c.bytes));
        text.remove_prefix(c.bytes);
    }
}

inline void append_utf8(std::string& out, char32_t c) {
    constexpr std::size_t longest = 4;
    utf8proc_uint8_t bytes[longest];
    const utf8proc_ssize_t length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes);
    out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

inline utf8proc_category_t category_of(char32_t c) { return utf8proc_category(static_cast<utf8proc_int32_t>(c)); }

/// White space of any kind, line breaks included.
inline bool is_space(char32_t c) {
    constexpr char32_t tab = 0x09;
    constexpr char32_t carriage_return = 0x0D;
    constexpr char32_t next_line = 0x85;
    if ((c >= tab && c <= carriage_return) || c == next_line) return true;
    const auto category = category_of(c);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

/// Joiners, marks of direction, soft hyphens: what steers how a text is shown and cannot be seen.
inline bool is_format(char32_t c) { return category_of(c) == UTF8PROC_CATEGORY_CF; }

/// The simple case folding of Unicode, of every script: statuses C and S of CaseFolding.txt.
inline char32_t fold_case(char32_t c) {
    constexpr char32_t dotted_capital_i = 0x130;  // folds to two characters; only in Turkic languages to one
    constexpr std::size_t longest = 8;
    utf8proc_int32_t folded[longest];
    int boundary = 0;
    const auto point = static_cast<utf8proc_int32_t>(c);
    const utf8proc_ssize_t length = utf8proc_decompose_char(point, folded, longest, UTF8PROC_CASEFOLD, &boundary);
    if (length == 1) return static_cast<char32_t>(folded[0]);
    return c == dotted_capital_i ? c : static_cast<char32_t>(utf8proc_tolower(point));
}

/// C0, DEL and C1.
inline bool is_control(char32_t c) { return category_of(c) == UTF8PROC_CATEGORY_CC; }

inline std::u32string code_points(std::string_view text) {
    std::u32string out;
    each_code_point(text, [&out](char32_t c, std::string_view) { out += c; });
    return out;
}

}  // namespace inmail
