#include "complete/bash_line.hpp"

namespace inmail::cli {
namespace {

constexpr std::string_view blanks = " \t\n";
constexpr std::string_view escaped_in_double_quotes = "\"\\$`";

bool holds(std::string_view characters, char c) { return characters.find(c) != std::string_view::npos; }

bool is_harmless(char c) {
    const bool is_alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return is_alphanumeric || holds("_-./:=@%+,", c) || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

BashLine read_bash_line(std::string_view line, std::string_view breaks) {
    BashLine read;
    bool in_word = false;
    const auto begin_word = [&] {
        if (in_word) return;
        in_word = true;
        read.words.emplace_back();
        read.kept = 0;
    };
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (read.open_quote == 0 && holds(blanks, c)) {
            in_word = false;
            continue;
        }
        begin_word();
        std::string& word = read.words.back();
        if (c == read.open_quote) {
            read.open_quote = 0;
            if (holds(breaks, c)) read.kept = word.size();
        } else if (read.open_quote == 0 && (c == '"' || c == '\'')) {
            read.open_quote = c;
            read.kept = word.size();
        } else if (c == '\\' && read.open_quote != '\'' && i + 1 < line.size() &&
                   (read.open_quote == 0 || holds(escaped_in_double_quotes, line[i + 1]))) {
            word += line[++i];
        } else {
            word += c;
            if (read.open_quote == 0 && holds(breaks, c)) read.kept = word.size();
        }
    }
    if (!in_word) begin_word();
    return read;
}

std::string quoted_for_bash(std::string_view text, char open_quote) {
    std::string quoted;
    for (const char c : text) {
        if (open_quote == '\'') {
            quoted += c == '\'' ? "'\\''" : std::string(1, c);
        } else if (open_quote == '"' && c == '!') {
            quoted += "\"\\!\"";  // a shell that people type in expands ! in double quotes, and keeps a \ before it
        } else {
            const bool is_escaped = open_quote == '"' ? holds(escaped_in_double_quotes, c) : !is_harmless(c);
            if (is_escaped) quoted += '\\';
            quoted += c;
        }
    }
    // readline closes an open quote, but not where the text ends with the same character.
    if (open_quote != 0 && !quoted.empty() && quoted.back() == open_quote) quoted += open_quote;
    return quoted;
}

}  // namespace inmail::cli
