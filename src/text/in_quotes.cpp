#include "inmail/text/in_quotes.hpp"

#include <fmt/format.h>

#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail {

std::string in_quotes(std::string_view input) {
    constexpr std::size_t max_bytes = 60;
    if (input.size() <= max_bytes) return fmt::format("'{}'", for_terminal(input));
    std::size_t cut = max_bytes;
    while (cut > max_bytes - 4 && continues_a_character(input[cut])) --cut;
    return fmt::format("'{}...'", for_terminal(input.substr(0, cut)));
}

}  // namespace inmail
