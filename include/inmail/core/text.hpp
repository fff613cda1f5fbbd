#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inmail {

/// Whether there is nothing but ASCII that can be seen, and spaces: nearly all text is such, and to tell so takes far less than
/// to go from character to character.
[[nodiscard]] bool is_printable_ascii(std::string_view text);

/// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates).
[[nodiscard]] bool is_utf8(std::string_view bytes);

/// Whether well-formed UTF-8 holds a control character: C0, DEL or C1 (line breaks and tabs included).
[[nodiscard]] bool has_control(std::string_view utf8);

/// Windows-1252 read as UTF-8: what a Latin-1 or Excel re-save holds. Undefined bytes become U+FFFD.
[[nodiscard]] std::string from_windows_1252(std::string_view bytes);

/// ASCII and Latin-1 letters lowered, the rest as it is (RULES section 9).
[[nodiscard]] std::string to_lower(std::string_view utf8);

/// Without white space (ASCII and no-break spaces) at either end.
[[nodiscard]] std::string_view trim(std::string_view text);

[[nodiscard]] inline bool begins_with(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}
[[nodiscard]] inline bool ends_with(std::string_view text, std::string_view suffix) {
    return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

/// Without the mark that some programs begin a UTF-8 file with.
[[nodiscard]] inline std::string_view without_utf8_mark(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return begins_with(text, mark) ? text.substr(mark.size()) : text;
}

/// A name as a key: trimmed, runs of inner white space folded to one space, lowered (RULES section 9).
[[nodiscard]] std::string fold_name(std::string_view name);

/// `text` fit for a terminal: control characters, bidi controls, invisible characters and bytes that are no UTF-8 become
/// visible escapes (\x1b, \u{202e}); everything printable stays. Joiners and variation selectors stay where a script has a use
/// for them.
[[nodiscard]] std::string for_terminal(std::string_view text);

/// How many single-character edits (insert, remove, replace, swap of neighbours) lead from a to b.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate that a person who typed `word` probably meant; nothing where none is near.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);

/// `; did you mean 'ana'?` where a candidate is near, else empty: the tail of an "unknown ..." message.
[[nodiscard]] std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

/// "3, 5-9, 12 and 40 more": ascending line numbers, runs folded, at most `max_runs` of them.
[[nodiscard]] std::string fold_lines(const std::vector<std::int64_t>& lines, std::size_t max_runs);

/// "line 3" or "lines 3, 5-9 and 40 more": ascending line numbers in a sentence.
[[nodiscard]] std::string line_words(const std::vector<std::int64_t>& lines);

}  // namespace inmail
