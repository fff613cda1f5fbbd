#include "inmail/text/encoding.hpp"

#include <array>

#include "code_points.hpp"

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

}  // namespace inmail
