#include "complete/bash_quoting.hpp"

namespace inmail::cli {
namespace {

constexpr std::string_view escaped_in_double_quotes = "\"\\$`";

bool holds(std::string_view characters, char c) { return characters.find(c) != std::string_view::npos; }

bool is_harmless(char c) {
    const bool is_alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return is_alphanumeric || holds("_-./:=@%+,", c) || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::string quoted_for_bash(std::string_view text, char open_quote) {
    std::string quoted;
    for (const char c : text) {
        if (open_quote == '\'') {
            quoted += c == '\'' ? "'\\''" : std::string(1, c);
        } else if (open_quote == '"' && c == '!') {
            quoted += "\"\\!\"";  // an interactive shell expands ! in double quotes, and keeps a \ before it
        } else {
            const bool is_escaped = open_quote == '"' ? holds(escaped_in_double_quotes, c) : !is_harmless(c);
            if (is_escaped) quoted += '\\';
            quoted += c;
        }
    }
    // readline closes an open quote, except if the text ends with the same character.
    if (open_quote != 0 && !quoted.empty() && quoted.back() == open_quote) quoted += open_quote;
    return quoted;
}

}  // namespace inmail::cli
