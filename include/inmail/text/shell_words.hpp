#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/checked.hpp"

namespace inmail {

// A POSIX shell's words, without its expansions.

/// `word` in single quotes.
[[nodiscard]] std::string shell_quoted(std::string_view word);
/// `word` as a person would type it: in quotes only where the shell would read it otherwise.
[[nodiscard]] std::string shell_word(std::string_view word);

/// The words of a line. Quotes of both kinds and backslashes are the shell's. Bad for a quote that is never closed, and for a
/// backslash at the end.
[[nodiscard]] Checked<std::vector<std::string>> split_shell_words(std::string_view line);

}  // namespace inmail
