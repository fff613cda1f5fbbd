#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "inmail/text/markdown.hpp"

namespace inmail::render {

/// How a page is shown.
struct PageView {
    std::size_t width{80};  ///< lines break before this column, except in code
    bool color{false};
};

/// A page, or a part of one, for a terminal.
[[nodiscard]] std::string draw_page(const std::vector<MarkdownBlock>& blocks, const PageView& view);

/// What docs/rules.md holds: its sections and their parts.
[[nodiscard]] std::string rules_contents(const PageView& view);

/// A place that a citation can name.
struct RulesSection {
    std::string name;   ///< "4" of a section, else the title
    std::string title;  ///< "What each thing does"; of a part, that of its section
};
/// The sections and their parts, in the page's order.
[[nodiscard]] std::vector<RulesSection> rules_sections();

/// What a citation of docs/rules.md names, in any case: "4", "RULES section 4, reply and bounce", "expiry". Throws InputError,
/// with the nearest title and the sections, if the page has no such place.
[[nodiscard]] std::string rules_text(const std::string& citation, const PageView& view);

}  // namespace inmail::render
