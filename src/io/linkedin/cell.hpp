#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inmail::io::linkedin {

/// `utf8` with one layer of wrong decoding taken off, where it was read as Windows-1252 and written as UTF-8 again
/// ("JosÃ©" for "José"); nothing for text that no such accident explains.
[[nodiscard]] std::optional<std::string> undo_double_encoding(std::string_view utf8);

/// The prospect keys of the profile URLs in a cell, found by their shape: eras join them with `,`, `, ` or `;`.
[[nodiscard]] std::vector<std::string> profiles_in(std::string_view cell);

/// The first of them; empty: none.
[[nodiscard]] std::string profile_in(std::string_view cell);

/// 24 hex digits that stand for `text`: of its SHA-256.
[[nodiscard]] std::string short_digest(std::string_view text);

}  // namespace inmail::io::linkedin
