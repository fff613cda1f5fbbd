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

inline unsigned char byte_at(std::string_view s, std::size_t i) { return static_cast<unsigned char>(s[i]); }

/// The code point that non-empty `s` begins with. A byte that begins none is `malformed` by itself.
inline CodePoint first_code_point(std::string_view s) {
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

/// C0, DEL and C1.
inline bool is_control(char32_t c) { return category_of(c) == UTF8PROC_CATEGORY_CC; }

inline std::u32string code_points(std::string_view text) {
    std::u32string out;
    each_code_point(text, [&out](char32_t c, std::string_view) { out += c; });
    return out;
}

}  // namespace inmail
