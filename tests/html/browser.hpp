#pragma once

#include <filesystem>
#include <optional>
#include <set>
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

/// How a page lies in a window of some width, with all its details unfolded.
struct Layout {
    bool fits{false};                 ///< the page is not wider than the window
    std::vector<std::string> cut;     ///< the headings of sections with a table or chart that must be scrolled sideways
    std::vector<std::string> unseen;  ///< those with a table whose first number of weight lies outside the window
};

/// Lays the page out in a window of `width` pixels. Throws if that fails.
[[nodiscard]] Layout layout_of(const std::filesystem::path& page, const std::filesystem::path& folder, int width);

/// What axe-core says of a page.
struct Accessibility {
    std::vector<std::string> faults;  ///< each with its rule, place and remedy
    std::set<std::string> kept;       ///< the rules that it found kept: "color-contrast"
};

/// Checks the page with all its details unfolded, in windows of `widths` pixels. Throws if that fails, and if axe-core is not
/// there and cannot be fetched.
[[nodiscard]] Accessibility accessibility_of(const std::filesystem::path& page, const std::filesystem::path& folder,
                                             const std::vector<int>& widths, Scheme scheme);

/// Opens the file in a headless browser without a network, with its profile in `folder`. Throws if that fails.
[[nodiscard]] Visit visit(const std::filesystem::path& page, const std::filesystem::path& folder, Scheme scheme = Scheme::light);

}  // namespace inmail::test
