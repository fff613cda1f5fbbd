#pragma once

#include <cstddef>
#include <optional>

namespace inmail::cli {

/// Of standard output; none where it is no terminal.
[[nodiscard]] std::optional<std::size_t> terminal_width();
/// Whether standard output is a terminal that shows colours, and nobody said NO_COLOR.
[[nodiscard]] bool color_wanted();
/// Whether standard output is a terminal whose locale is UTF-8.
[[nodiscard]] bool unicode_wanted();
[[nodiscard]] bool errors_on_terminal();

}  // namespace inmail::cli
