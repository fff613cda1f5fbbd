#pragma once

#include <string>
#include <string_view>
#include <vector>

// A page in GitHub-flavoured Markdown, as data for whatever draws it. Hides the parser.

namespace inmail {

/// A run of text in one style. Of a link, only the text is kept.
struct MarkdownSpan {
    enum class Style { plain, emphasis, strong, code };

    std::string text;  ///< holds no line break
    Style style{Style::plain};
};

using MarkdownLine = std::vector<MarkdownSpan>;

struct MarkdownBlock {
    enum class Kind { heading, paragraph, quote, bullets, numbers, item, code, table };

    Kind kind{Kind::paragraph};
    int level{0};                                 ///< of a heading: 1 to 6
    MarkdownLine line;                            ///< of a heading or paragraph; of code, one span with its line breaks
    std::vector<MarkdownBlock> blocks;            ///< of a quote or an item; of a list, its items
    std::vector<std::vector<MarkdownLine>> rows;  ///< of a table, the headings first; each has as many cells
};

/// Leaves out comments. Throws Defect for what no page of ours uses: other HTML, images, lines across the page.
[[nodiscard]] std::vector<MarkdownBlock> parse_markdown(std::string_view page);

/// The text without its styles.
[[nodiscard]] std::string plain_text(const MarkdownLine& line);

}  // namespace inmail
