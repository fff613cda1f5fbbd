#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace inmail::cli {

/// A variable of the environment; none if it is empty.
[[nodiscard]] inline std::optional<std::string> environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr || *value == '\0' ? std::nullopt : std::optional<std::string>(value);
}

}  // namespace inmail::cli
