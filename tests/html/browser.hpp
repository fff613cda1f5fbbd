#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace inmail::test {

/// The program of a Chromium on the PATH; none where it is missing.
[[nodiscard]] std::optional<std::string> chromium();

enum class Scheme { light, dark };

/// What a browser made of a page.
struct Visit {
    std::string dom;                   ///< as HTML again
    std::vector<std::string> console;  ///< what was written to it: errors, and what the page's policy forbade
    int requests{0};                   ///< that the page asked for beyond itself, whether or not they came to anything
    std::filesystem::path screenshot;  ///< PNG
    std::filesystem::path pdf;
};

/// Opens the file in a headless browser with a profile of its own, without a network, in `folder`. Throws where that fails.
[[nodiscard]] Visit visit(const std::filesystem::path& page, const std::filesystem::path& folder, Scheme scheme = Scheme::light);

}  // namespace inmail::test
