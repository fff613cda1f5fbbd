#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace inmail {

/// `text` made harmless for a terminal. Control characters, bidi controls, invisible characters and bytes that are not UTF-8
/// become visible escapes (\x1b, \u{202e}). Joiners and variation selectors stay in scripts that use them.
[[nodiscard]] std::string for_terminal(std::string_view text);

/// How many columns of a terminal the text takes: 2 for an ideograph, 0 for a combining accent.
[[nodiscard]] std::size_t display_width(std::string_view utf8);

/// The text if it takes at most `most` columns, else its beginning and `…`.
[[nodiscard]] std::string cut_to_width(std::string_view utf8, std::size_t most);

}  // namespace inmail
