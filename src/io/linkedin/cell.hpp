#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/checked.hpp"

namespace inmail::io::linkedin {

/// Repairs text whose UTF-8 was read as Windows-1252 and encoded as UTF-8 again ("JosÃ©" for "José"). Nothing if that did
/// not happen to `utf8`.
[[nodiscard]] std::optional<std::string> undo_double_encoding(std::string_view utf8);

/// The prospect keys of the profile URLs in a cell. Exports join them with `,`, `, ` or `;`.
[[nodiscard]] std::vector<std::string> profiles_in(std::string_view cell);

/// The first prospect key in a cell; empty if there is none.
[[nodiscard]] std::string profile_in(std::string_view cell);

/// The prospect key of a name that LinkedIn shows: always a person's, whatever it looks like.
[[nodiscard]] Checked<std::string> key_of_name(std::string_view name);

/// The first 24 hex digits of the SHA-256 of `text`.
[[nodiscard]] std::string short_digest(std::string_view text);

}  // namespace inmail::io::linkedin
