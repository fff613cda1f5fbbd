#include "inmail/text/in_quotes.hpp"

#include <fmt/format.h>

#include "inmail/text/terminal.hpp"

namespace inmail {

std::string in_quotes(std::string_view input) {
    constexpr std::size_t max_bytes = 60;
    if (input.size() <= max_bytes) return fmt::format("'{}'", for_terminal(input));
    std::size_t cut = max_bytes;
    const auto continues_a_character = [input](std::size_t i) { return (static_cast<unsigned char>(input[i]) & 0xC0u) == 0x80u; };
    while (cut > max_bytes - 4 && continues_a_character(cut)) --cut;
    return fmt::format("'{}...'", for_terminal(input.substr(0, cut)));
}

}  // namespace inmail
