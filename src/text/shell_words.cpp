#include "inmail/text/shell_words.hpp"

#include <algorithm>

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

Checked<std::vector<std::string>> split_shell_words(std::string_view line) {
    using Words = Checked<std::vector<std::string>>;
    constexpr std::string_view escapable = "\\\"$`";  // between double quotes
    std::vector<std::string> words;
    std::string word;
    bool in_word = false;
    char quote = '\0';
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quote == '\0' && is_blank(c)) {
            if (in_word) words.push_back(std::move(word));
            word.clear();
            in_word = false;
            continue;
        }
        in_word = true;
        if (c == '\\' && quote != '\'') {
            if (++i == line.size()) return Words::bad(FlawKind::ends_in_backslash);
            if (quote == '"' && escapable.find(line[i]) == std::string_view::npos) word += c;
            word += line[i];
        } else if (quote != '\0') {
            if (c == quote)
                quote = '\0';
            else
                word += c;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else {
            word += c;
        }
    }
    if (quote != '\0') return Words::bad(FlawKind::open_quote, std::string(1, quote));
    if (in_word) words.push_back(std::move(word));
    return words;
}

}  // namespace inmail
