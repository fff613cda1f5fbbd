#include "inmail/text/shell_words.hpp"

#include <algorithm>
#include <utility>

namespace inmail {
namespace {

bool is_plain(char c) {
    constexpr std::string_view harmless = "@%+=:,./-_";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           harmless.find(c) != std::string_view::npos;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

}  // namespace

std::string shell_quoted(std::string_view word) {
    std::string quoted = "'";
    for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::string shell_word(std::string_view word) {
    const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), is_plain);
    return plain ? std::string(word) : shell_quoted(word);
}

ShellLine read_shell_line(std::string_view line, std::string_view breaks) {
    constexpr std::string_view escapable = "\\\"$`";  // between double quotes
    const auto holds = [](std::string_view characters, char c) { return characters.find(c) != std::string_view::npos; };
    ShellLine read;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (read.open_quote == '\0' && is_blank(c)) {
            read.in_word = false;
            continue;
        }
        if (!read.in_word) {
            read.words.emplace_back();
            read.kept = 0;
        }
        read.in_word = true;
        std::string& word = read.words.back();
        const bool is_last = i + 1 == line.size();
        if (c == '\\' && read.open_quote != '\'' && is_last) {
            read.ends_in_backslash = true;
            word += c;
        } else if (c == '\\' && (read.open_quote == '\0' || (read.open_quote == '"' && holds(escapable, line[i + 1])))) {
            word += line[++i];
        } else if (c == read.open_quote) {
            read.open_quote = '\0';
            if (holds(breaks, c)) read.kept = word.size();
        } else if (read.open_quote == '\0' && (c == '"' || c == '\'')) {
            read.open_quote = c;
            read.kept = word.size();
        } else {
            word += c;
            if (read.open_quote == '\0' && holds(breaks, c)) read.kept = word.size();
        }
    }
    if (read.in_word) return read;
    read.words.emplace_back();
    read.kept = 0;
    return read;
}

Checked<std::vector<std::string>> split_shell_words(std::string_view line) {
    using Words = Checked<std::vector<std::string>>;
    ShellLine read = read_shell_line(line);
    if (read.ends_in_backslash) return Words::bad(FlawKind::ends_in_backslash);
    if (read.open_quote != '\0') return Words::bad(FlawKind::open_quote, std::string(1, read.open_quote));
    if (!read.in_word) read.words.pop_back();
    return std::move(read.words);
}

}  // namespace inmail
