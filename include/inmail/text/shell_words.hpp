#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/checked.hpp"

namespace inmail {

// A POSIX shell's words, without its expansions.

/// `word` in single quotes.
[[nodiscard]] std::string shell_quoted(std::string_view word);
/// `word` as a person would type it: quoted only if the shell needs it.
[[nodiscard]] std::string shell_word(std::string_view word);

/// A line that may not be finished. Quotes of both kinds and backslashes are the shell's; `$HOME` stays these five characters.
struct ShellLine {
    std::vector<std::string> words;  ///< without their quotes; the last is the one at the line's end, empty if none has begun
    bool in_word{false};             ///< the last one has begun
    char open_quote{0};              ///< the one that is open at the end: `"`, `'` or 0
    bool ends_in_backslash{false};   ///< which escapes nothing
    /// How much of the last word, without its quotes, bash keeps when it completes the word: it replaces the rest.
    std::size_t kept{0};
};
/// `breaks`: where bash breaks words for completion, too ($COMP_WORDBREAKS).
[[nodiscard]] ShellLine read_shell_line(std::string_view line, std::string_view breaks = {});

/// The words of a finished line. Bad for a quote that is never closed, and for a
/// backslash at the end.
[[nodiscard]] Checked<std::vector<std::string>> split_shell_words(std::string_view line);

}  // namespace inmail
