#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace inmail::cli {

/// Passes a text in blocks to the function, which returns whether it wants more.
using TextBlocks = std::function<void(const std::function<bool(const char* bytes, std::size_t size)>& sink)>;

/// Shows the text in `pager`, a program and its arguments split at blanks, without a shell, and waits until it ends. Close the
/// ledger before. None: it was read, or its reader had enough. Otherwise why the text must be printed without it: the program did
/// not start, failed, or was killed.
[[nodiscard]] std::optional<std::string> show_in_pager(const std::string& pager, const TextBlocks& text);

/// Whether a text of so many lines is longer than the terminal of standard output; false if that is not a terminal.
[[nodiscard]] bool exceeds_terminal(std::size_t lines);

}  // namespace inmail::cli
