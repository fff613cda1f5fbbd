#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inmail {

/// What stands between two blanks.
struct Word {
    std::string shown;           ///< may hold what a terminal obeys
    std::size_t width{0};        ///< in columns of a terminal
    bool inside_command{false};  ///< the next word belongs to the same command
};

/// The words in lines of at most `width` columns. A longer word has a line of its own. A line that ends inside a command ends in
/// ` \`, so that a shell takes it together with the next.
[[nodiscard]] std::vector<Word> lines_of(const std::vector<Word>& words, std::size_t width);

/// The text with its lines broken between words. Continuation lines begin with the line's own blanks, and `hang` more. A
/// command is not broken inside quotes; it stands in backquotes, or is a whole line that begins with the program's name.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width, std::size_t hang = 0);

/// A line of text, likewise, as lines.
[[nodiscard]] std::vector<std::string> lines_of_text(std::string_view line, std::size_t width);

/// A command for a shell, likewise.
[[nodiscard]] std::vector<std::string> wrapped_command(std::string_view command, std::size_t width);

}  // namespace inmail
