#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "inmail/core/sequence.hpp"

namespace inmail::io {

/// Reads a sequence (docs/outreach.md). `file` is its name, for messages and reports. Throws InvalidRules that names line and
/// key.
[[nodiscard]] Sequence read_sequence(std::string_view text, const std::string& file);
/// The same from disk.
[[nodiscard]] Sequence read_sequence(const std::filesystem::path& path);

}  // namespace inmail::io
