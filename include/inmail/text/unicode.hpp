#pragma once

#include <string>
#include <string_view>

namespace inmail {

/// Whether the text holds only visible ASCII and spaces. Nearly all text does, and this test is far faster than the others.
[[nodiscard]] bool is_printable_ascii(std::string_view text);

/// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates).
[[nodiscard]] bool is_utf8(std::string_view bytes);

/// Whether the text holds a control character: C0, DEL or C1, line breaks and tabs included.
[[nodiscard]] bool has_control(std::string_view utf8);

/// The text with a space for each control character that is white space: tabs, line breaks.
[[nodiscard]] std::string control_space_as_space(std::string_view utf8);

/// ASCII and Latin-1 capitals in lower case, everything else unchanged. Stored prospect keys depend on exactly this
/// (RULES section 9).
[[nodiscard]] std::string to_lower_latin1(std::string_view utf8);

/// The text without white space (ASCII and no-break spaces) at either end.
[[nodiscard]] std::string_view trim(std::string_view text);

/// A name as a key of the first edition: trimmed, runs of inner white space as one space, in lower case by to_lower_latin1 (RULES
/// section 9). Derived keys, and those of archives, depend on exactly this.
[[nodiscard]] std::string fold_name(std::string_view name);

/// A name as a key (RULES section 9): Unicode NFC, format characters dropped, white space of any kind folded to one space and
/// trimmed, case folded in all scripts. The name is well-formed UTF-8. The canonical name of a canonical name is that name.
[[nodiscard]] std::string canonical_name(std::string_view name);

/// The text in Unicode's NFKC: wide, narrow and styled letters are the plain ones. `utf8` is well-formed.
[[nodiscard]] std::string with_plain_letters(std::string_view utf8);

/// The text without white space of any kind and format characters at either end.
[[nodiscard]] std::string_view strip(std::string_view utf8);

}  // namespace inmail
