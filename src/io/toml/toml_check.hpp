#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inmail::io {

/// A line that a rules file cannot have.
struct TomlFlaw {
    std::uint32_t line{0};  ///< from 1
    std::string why;        ///< what is expected there
};

/// Why the text is not the TOML of a rules file; none if it is. toml++ 3.3 crashes on some malformed tables, so it only ever gets
/// text that passed this check: tables, keys of few parts, text on one line, whole numbers, true and false, lists, inline tables,
/// all nested a few levels deep. Keys twice are left to toml++.
[[nodiscard]] std::optional<TomlFlaw> toml_flaw(std::string_view text);

}  // namespace inmail::io
