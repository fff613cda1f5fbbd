#pragma once

#include <string>
#include <string_view>

namespace inmail::io {

/// Shown in place of a text that must stay secret.
constexpr std::string_view hidden_text = "***";

/// Whether a folded heading speaks of passwords or keys. The texts of its column are never shown.
[[nodiscard]] bool speaks_of_secrets(const std::string& folded);

}  // namespace inmail::io
