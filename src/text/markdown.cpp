#include "inmail/text/markdown.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <memory>

#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"

namespace inmail {
namespace {

using Kind = MarkdownBlock::Kind;
using Style = MarkdownSpan::Style;

struct Free {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};

std::string literal_of(cmark_node* node) {
    const char* text = cmark_node_get_literal(node);
    return text == nullptr ? std::string() : std::string(text);
}

void append(MarkdownLine& line, const std::string& text, Style style) {
    if (!line.empty() && line.back().style == style)
        line.back().text += text;
    else
        line.push_back({text, style});
}

/// The innermost style counts: `code` in bold text is code.
void read_line(cmark_node* parent, Style style, MarkdownLine& line) {
    for (cmark_node* node = cmark_node_first_child(parent); node != nullptr; node = cmark_node_next(node)) {
        const cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_TEXT)
            append(line, literal_of(node), style);
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            append(line, " ", style);
        else if (type == CMARK_NODE_CODE)
            append(line, literal_of(node), Style::code);
        else if (type == CMARK_NODE_EMPH)
            read_line(node, Style::emphasis, line);
        else if (type == CMARK_NODE_STRONG)
            read_line(node, Style::strong, line);
        else if (type == CMARK_NODE_LINK)
            read_line(node, style, line);
        else
            throw Defect(std::string("a page uses Markdown's ") + cmark_node_get_type_string(node));
    }
}

MarkdownLine line_of(cmark_node* parent) {
    MarkdownLine line;
    read_line(parent, Style::plain, line);
    return line;
}

std::vector<std::vector<MarkdownLine>> rows_of(cmark_node* table) {
    std::vector<std::vector<MarkdownLine>> rows;
    for (cmark_node* row = cmark_node_first_child(table); row != nullptr; row = cmark_node_next(row)) {
        auto& cells = rows.emplace_back();
        for (cmark_node* cell = cmark_node_first_child(row); cell != nullptr; cell = cmark_node_next(cell))
            cells.push_back(line_of(cell));
    }
    return rows;
}

std::vector<MarkdownBlock> blocks_of(cmark_node* parent);

MarkdownBlock block_of(cmark_node* node) {
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HEADING) return {Kind::heading, cmark_node_get_heading_level(node), line_of(node), {}, {}};
    if (type == CMARK_NODE_PARAGRAPH) return {Kind::paragraph, 0, line_of(node), {}, {}};
    if (type == CMARK_NODE_BLOCK_QUOTE) return {Kind::quote, 0, {}, blocks_of(node), {}};
    if (type == CMARK_NODE_ITEM) return {Kind::item, 0, {}, blocks_of(node), {}};
    if (type == CMARK_NODE_CODE_BLOCK) return {Kind::code, 0, {{literal_of(node), Style::code}}, {}, {}};
    if (type == CMARK_NODE_LIST) {
        const bool numbered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
        return {numbered ? Kind::numbers : Kind::bullets, 0, {}, blocks_of(node), {}};
    }
    const std::string name = cmark_node_get_type_string(node);
    if (name == "table") return {Kind::table, 0, {}, {}, rows_of(node)};
    throw Defect("a page uses Markdown's " + name);
}

bool is_comment(cmark_node* node) {
    return cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK && begins_with(literal_of(node), "<!--");
}

std::vector<MarkdownBlock> blocks_of(cmark_node* parent) {
    std::vector<MarkdownBlock> blocks;
    for (cmark_node* node = cmark_node_first_child(parent); node != nullptr; node = cmark_node_next(node)) {
        if (!is_comment(node)) blocks.push_back(block_of(node));
    }
    return blocks;
}

}  // namespace

std::vector<MarkdownBlock> parse_markdown(std::string_view page) {
    cmark_gfm_core_extensions_ensure_registered();
    const std::unique_ptr<cmark_parser, Free> parser(cmark_parser_new(CMARK_OPT_DEFAULT));
    cmark_syntax_extension* tables = cmark_find_syntax_extension("table");
    ensure(parser != nullptr && tables != nullptr, "the Markdown parser knows tables");
    cmark_parser_attach_syntax_extension(parser.get(), tables);
    cmark_parser_feed(parser.get(), page.data(), page.size());
    const std::unique_ptr<cmark_node, Free> document(cmark_parser_finish(parser.get()));
    return blocks_of(document.get());
}

std::string plain_text(const MarkdownLine& line) {
    std::string text;
    for (const auto& span : line) text += span.text;
    return text;
}

}  // namespace inmail
