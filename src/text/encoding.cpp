#include "inmail/text/encoding.hpp"

#include <array>

#include "code_points.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail {

std::string from_windows_1252(std::string_view bytes) {
    // The bytes 0x80 to 0x9F. All others are Latin-1, whose bytes are their own code points. A table of 32 is less than iconv
    // asks for: glibc keeps its conversions in modules that a minimal system does not have.
    constexpr char32_t undefined = 0xFFFD;
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

std::string utf8_or_windows_1252(std::string_view bytes) {
    return is_utf8(bytes) ? std::string(bytes) : from_windows_1252(bytes);
}

namespace {

bool is_high_surrogate(char16_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(char16_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

char32_t joined(char16_t high, char16_t low) { return 0x10000u + ((high - 0xD800u) << 10u) + (low - 0xDC00u); }

}  // namespace

void Utf16Decoder::decode(std::string_view bytes, std::string& to) {
    for (const char byte : bytes) {
        half_unit_ += byte;
        if (half_unit_.size() < 2) continue;
        const bool little = order_ == Order::little_endian;
        const auto unit = static_cast<char16_t>(byte_at(half_unit_, little ? 1 : 0) * 256 + byte_at(half_unit_, little ? 0 : 1));
        half_unit_.clear();
        if (high_ != 0 && is_low_surrogate(unit)) {
            append_utf8(to, joined(high_, unit));
            high_ = 0;
            continue;
        }
        if (high_ != 0) append_utf8(to, high_);
        high_ = is_high_surrogate(unit) ? unit : char16_t{0};
        if (high_ == 0) append_utf8(to, unit);
    }
}

void Utf16Decoder::finish(std::string& to) {
    if (high_ != 0) append_utf8(to, high_);
    if (!half_unit_.empty()) to += '\xFF';
    high_ = 0;
    half_unit_.clear();
}

std::optional<Utf16Decoder::Order> utf16_order(std::string_view first_bytes) {
    using Order = Utf16Decoder::Order;
    if (begins_with(first_bytes, "\xFF\xFE")) return Order::little_endian;
    if (begins_with(first_bytes, "\xFE\xFF")) return Order::big_endian;
    constexpr std::size_t two_units = 4;
    if (first_bytes.size() < two_units) return std::nullopt;
    const auto is_ascii_unit = [&](std::size_t high, std::size_t low) {
        const auto c = static_cast<unsigned char>(first_bytes[low]);
        return first_bytes[high] == '\0' && c >= '\t' && c <= '~';
    };
    if (is_ascii_unit(1, 0) && is_ascii_unit(3, 2)) return Order::little_endian;
    if (is_ascii_unit(0, 1) && is_ascii_unit(2, 3)) return Order::big_endian;
    return std::nullopt;
}

}  // namespace inmail
