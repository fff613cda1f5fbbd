#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace inmail::test {

/// The Chromium on the PATH, or none.
[[nodiscard]] std::optional<std::string> chromium();

enum class Scheme { light, dark };

/// A page after a browser loaded it.
struct Visit {
    std::string dom;                   ///< the page after loading, as HTML
    std::vector<std::string> console;  ///< messages: errors, and what the page's policy forbade
    int requests{0};                   ///< made by the page, whether or not they succeeded
    std::filesystem::path screenshot;  ///< PNG
    std::filesystem::path pdf;
};

/// Opens the file in a headless browser without a network, with its profile in `folder`. Throws if that fails.
[[nodiscard]] Visit visit(const std::filesystem::path& page, const std::filesystem::path& folder, Scheme scheme = Scheme::light);

}  // namespace inmail::test
