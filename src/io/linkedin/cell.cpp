#include "linkedin/cell.hpp"

#include <unordered_map>

#include "inmail/chain/digest.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/encoding.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io::linkedin {
namespace {

constexpr unsigned first_high_byte = 0x80;
constexpr unsigned bytes_in_all = 256;

/// By a character's UTF-8, its byte in Windows-1252.
const std::unordered_map<std::string, char>& windows_1252_bytes() {
    static const auto bytes = [] {
        std::unordered_map<std::string, char> map;
        for (unsigned b = first_high_byte; b < bytes_in_all; ++b) {
            const char byte = static_cast<char>(b);
            map.emplace(from_windows_1252({&byte, 1}), byte);
            // Decoders read a byte that Windows-1252 leaves undefined as the control character of the same number.
            if (b < 0xA0) map.emplace(std::string{'\xC2', byte}, byte);
        }
        return map;
    }();
    return bytes;
}

std::size_t length_of_character(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    if (byte < 0x80) return 1;
    if (byte < 0xE0) return 2;
    return byte < 0xF0 ? 3 : 4;
}

}  // namespace

std::optional<std::string> undo_double_encoding(std::string_view utf8) {
    std::string bytes;
    bool has_high = false;
    for (std::size_t i = 0; i < utf8.size();) {
        const std::string character(utf8.substr(i, length_of_character(utf8[i])));
        i += character.size();
        if (character.size() == 1) {
            bytes += character;
            continue;
        }
        const auto byte = windows_1252_bytes().find(character);
        if (byte == windows_1252_bytes().end()) return std::nullopt;
        bytes += byte->second;
        has_high = true;
    }
    if (!has_high || !is_utf8(bytes)) return std::nullopt;
    return bytes;
}

std::vector<std::string> profiles_in(std::string_view cell) {
    constexpr std::string_view separators = ",; \t\r\n";
    std::vector<std::string> profiles;
    while (!cell.empty()) {
        const std::string_view token = cell.substr(0, cell.find_first_of(separators));
        cell.remove_prefix(token.size() + (token.size() < cell.size() ? 1 : 0));
        if (token.find('/') == std::string_view::npos) continue;
        if (auto key = key_of_address(token)) profiles.push_back(std::move(*key));
    }
    return profiles;
}

std::string profile_in(std::string_view cell) {
    auto profiles = profiles_in(cell);
    return profiles.empty() ? std::string() : std::move(profiles.front());
}

Checked<std::string> key_of_name(std::string_view name) {
    auto key = prospect_key(name);
    return key ? key : first_prospect_key(name);
}

std::string short_digest(std::string_view text) {
    constexpr std::size_t shown_digits = 24;
    return to_hex(sha256(text)).substr(0, shown_digits);
}

}  // namespace inmail::io::linkedin
