#pragma once

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

/// The code point that non-empty `s` begins with; a byte that begins none is `malformed` by itself.
inline CodePoint first_code_point(std::string_view s) {
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

inline bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

inline std::u32string code_points(std::string_view text) {
    std::u32string out;
    each_code_point(text, [&out](char32_t c, std::string_view) { out += c; });
    return out;
}

}  // namespace inmail
