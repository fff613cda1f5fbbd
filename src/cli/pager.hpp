#pragma once

#include <optional>
#include <string>

namespace inmail::cli {

/// Shows the text in `pager`, a program and its arguments split at blanks, without a shell, and waits until it ends. Close the
/// ledger before. None: it was read, or its reader had enough. Otherwise why the text must be printed without it: the program did
/// not start, failed, or was killed.
[[nodiscard]] std::optional<std::string> show_in_pager(const std::string& pager, const std::string& text);

/// Whether the text has more lines than the terminal of standard output; false if that is not a terminal.
[[nodiscard]] bool exceeds_terminal(const std::string& text);

}  // namespace inmail::cli
