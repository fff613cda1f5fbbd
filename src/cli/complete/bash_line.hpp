#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inmail::cli {

/// A command line of bash up to the cursor, as far as completing its last word needs it. Nothing in it is expanded or run:
/// `$HOME` stays these five characters.
struct BashLine {
    std::vector<std::string> words;  ///< without their quotes; the last is the one at the cursor, perhaps empty
    /// The quote that is open at the cursor: `"`, `'` or 0.
    char open_quote{0};
    /// How much of the last word, without its quotes, bash keeps: it replaces what stands behind it. Bash breaks words at `:`
    /// and `=`, too.
    std::size_t kept{0};
};

/// `breaks` are the characters of $COMP_WORDBREAKS.
[[nodiscard]] BashLine read_bash_line(std::string_view line, std::string_view breaks);

/// The text as bash must read it to get these very bytes, inside the quote that is open (0: none). Nothing in it is run.
[[nodiscard]] std::string quoted_for_bash(std::string_view text, char open_quote);

}  // namespace inmail::cli
