#include "table/toml_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

std::size_t bytes_of_first(std::string_view utf8) {
    const auto first = static_cast<unsigned char>(utf8.front());
    const std::size_t bytes = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    return std::min(bytes, utf8.size());
}

std::uint32_t value_of(std::string_view letter) {
    constexpr std::uint32_t lead_bits[]{0x7f, 0x1f, 0x0f, 0x07};
    std::uint32_t value = static_cast<unsigned char>(letter[0]) & lead_bits[letter.size() - 1];
    for (const char c : letter.substr(1)) value = value << 6U | (static_cast<unsigned char>(c) & 0x3fU);
    return value;
}

}  // namespace

std::string toml_text(std::string_view utf8) {
    std::string text = "\"";
    while (!utf8.empty()) {
        const std::string_view letter = utf8.substr(0, bytes_of_first(utf8));
        utf8.remove_prefix(letter.size());
        if (letter == "\"" || letter == "\\")
            text += '\\', text += letter;
        else if (for_terminal(letter) != letter || has_control(letter))
            text += fmt::format("\\U{:08x}", value_of(letter));
        else
            text += letter;
    }
    return text + "\"";
}

std::string short_toml_text(std::string_view utf8) {
    constexpr std::size_t most_letters = 40;
    std::size_t end = 0;
    for (std::size_t letters = 0; end < utf8.size() && letters < most_letters; ++letters) end += bytes_of_first(utf8.substr(end));
    return toml_text(end == utf8.size() ? std::string(utf8) : std::string(utf8.substr(0, end)) + "…");
}

}  // namespace inmail::io
