#pragma once

#include <string>
#include <string_view>

namespace inmail {

/// `text` fit for a terminal: control characters, bidi controls, invisible characters and bytes that are no UTF-8 become
/// visible escapes (\x1b, \u{202e}); everything printable stays. Joiners and variation selectors stay where a script has a use
/// for them.
[[nodiscard]] std::string for_terminal(std::string_view text);

}  // namespace inmail
