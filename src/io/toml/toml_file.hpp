#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "toml/toml_table.hpp"

namespace inmail::io {

/// The top table of a rules file's text. Throws InvalidRules that names the line.
[[nodiscard]] toml::table parse_toml(std::string_view text, const TomlFile& file);
/// The text of a rules file. Throws InvalidRules if it cannot be read, or is too long.
[[nodiscard]] std::string toml_text_of(const std::filesystem::path& path, RulesKind kind);

}  // namespace inmail::io
