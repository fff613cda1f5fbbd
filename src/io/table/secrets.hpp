#pragma once

#include <string>
#include <string_view>

namespace inmail::io {

/// What stands for a text that must not be shown.
constexpr std::string_view hidden_text = "***";

/// Whether a folded heading speaks of passwords or keys. The texts of its column are never shown.
[[nodiscard]] bool speaks_of_secrets(const std::string& folded);

}  // namespace inmail::io
