#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/text/markdown.hpp"

namespace inmail::manual {

/// A man page, in the man macros that groff and mandoc share. What it is given is text: nothing of it is read as roff.
class RoffPage {
  public:
    struct Title {
        std::string name;  ///< "inmail-send"
        int section{1};
        std::string version;  ///< "0.1.0"
        std::string date;     ///< "2026-11-26"
    };
    /// `summary` is the line of `apropos`.
    RoffPage(const Title& title, std::string_view summary);

    void heading(std::string_view text);
    void subheading(std::string_view text);
    void paragraph(const MarkdownLine& line);
    /// A paragraph below a tag that stands out to the left.
    void tagged(const MarkdownLine& tag, const MarkdownLine& line);
    /// Lines as they are: examples.
    void verbatim(std::string_view text);
    /// A page or a part of one. Headings of level 2 are headings here; level 1, the page's title, is left out.
    void blocks(const std::vector<MarkdownBlock>& blocks);

    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    void request(std::string_view name);
    void begin_paragraph();
    void fill(const MarkdownLine& line);
    void block(const MarkdownBlock& block);
    void list(const MarkdownBlock& list);
    void table(const MarkdownBlock& table);

    std::string text_;
    std::size_t below_heading_{0};  ///< the length of the text when the latest heading was written
};

/// Text in one style.
[[nodiscard]] MarkdownLine plain(std::string_view text);
/// A usage line: what is typed as it is bold, what stands for something else in italics.
[[nodiscard]] MarkdownLine usage_line(std::string_view text);

}  // namespace inmail::manual
