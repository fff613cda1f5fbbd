#pragma once

#include <string>
#include <string_view>

namespace inmail {

/// Whether there is nothing but ASCII that can be seen, and spaces: nearly all text is such, and to tell so takes far less than
/// to go from character to character.
[[nodiscard]] bool is_printable_ascii(std::string_view text);

/// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates).
[[nodiscard]] bool is_utf8(std::string_view bytes);

/// Whether well-formed UTF-8 holds a control character: C0, DEL or C1 (line breaks and tabs included).
[[nodiscard]] bool has_control(std::string_view utf8);

/// ASCII and Latin-1 letters lowered, the rest as it is (RULES section 9).
[[nodiscard]] std::string to_lower(std::string_view utf8);

/// Without white space (ASCII and no-break spaces) at either end.
[[nodiscard]] std::string_view trim(std::string_view text);

/// A name as a key: trimmed, runs of inner white space folded to one space, lowered (RULES section 9).
[[nodiscard]] std::string fold_name(std::string_view name);

}  // namespace inmail
