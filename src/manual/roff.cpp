#include "roff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::manual {
namespace {

using Kind = MarkdownBlock::Kind;
using Style = MarkdownSpan::Style;

constexpr std::size_t line_width = 78;        // of the source: lint wants short lines
constexpr std::size_t widest_unwrapped = 24;  // of a table's cells; wider columns are wrapped

/// The text with what roff would obey, or change, made literal.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '\\':
                out += "\\(rs";
                break;
            case '-':
                out += "\\-";
                break;
            case '\'':
                out += "\\(aq";
                break;
            case '`':
                out += "\\(ga";
                break;
            case '^':
                out += "\\(ha";
                break;
            case '~':
                out += "\\(ti";
                break;
            case '"':
                out += "\\(dq";
                break;
            case '\n':
            case '\t':
                out += ' ';
                break;
            default:
                out += c;
        }
    }
    return out;
}

enum class Breaks { at_blanks, in_names_too };

/// With places at which roff may break a long name, for a narrow column.
std::string breakable(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        out += text[i];
        // A hyphen stands behind its backslash. The first one of a word stays with the word.
        const bool is_hyphen = text[i] == '-' && i > 1 && text[i - 1] == '\\' && text[i - 2] != ' ';
        const bool ends_part = text[i] == '/' || text[i] == ';' || is_hyphen;
        if (ends_part) out += "\\:";
    }
    return out;
}

/// A line that begins with a dot would be a request.
std::string guarded(const std::string& line) { return (begins_with(line, ".") ? "\\&" : "") + line; }

std::string in_style(const MarkdownSpan& span, Breaks breaks) {
    std::string text = breaks == Breaks::at_blanks ? escaped(span.text) : breakable(escaped(span.text));
    if (text.empty() || span.style == Style::plain) return text;
    return (span.style == Style::emphasis ? "\\fI" : "\\fB") + text + "\\fR";
}

std::string joined(const MarkdownLine& line, Breaks breaks = Breaks::at_blanks) {
    std::string text;
    for (const auto& span : line) text += in_style(span, breaks);
    return text;
}

/// The text in lines that are short enough, none of which is a request.
std::string filled(const MarkdownLine& line, Breaks breaks = Breaks::at_blanks) {
    std::string out;
    std::string current;
    std::istringstream words(joined(line, breaks));
    for (std::string word; words >> word;) {
        if (!current.empty() && current.size() + 1 + word.size() > line_width) {
            out += guarded(current) + "\n";
            current.clear();
        }
        current += (current.empty() ? "" : " ") + word;
    }
    return current.empty() ? out : out + guarded(current) + "\n";
}

bool is_wrapped(const MarkdownBlock& table, std::size_t column) {
    return std::any_of(table.rows.begin(), table.rows.end(),
                       [column](const auto& row) { return display_width(plain_text(row[column])) > widest_unwrapped; });
}

}  // namespace

MarkdownLine plain(std::string_view text) { return {{std::string(text), Style::plain}}; }

MarkdownLine usage_line(std::string_view text) {
    MarkdownLine line;
    const auto add = [&line](const std::string& piece, Style style) {
        if (piece.empty()) return;
        if (!line.empty() && line.back().style == style)
            line.back().text += piece;
        else
            line.push_back({piece, style});
    };
    std::size_t i = 0;
    while (i < text.size()) {
        const std::size_t end = std::min(text.find_first_of(" []|.,", i), text.size());
        const std::string word(text.substr(i, end - i));
        const bool stands_for = upper_ascii(std::string(word)) == word && !begins_with(word, "-");
        add(word, stands_for ? Style::emphasis : Style::strong);
        if (end < text.size()) add(std::string(1, text[end]), Style::plain);
        i = end + 1;
    }
    return line;
}

RoffPage::RoffPage(const Title& title, std::string_view summary) {
    text_ = "'\\\" t\n";  // there may be tables
    request(fmt::format("TH {} {} \"{}\" \"inmail {}\" \"inmail manual\"", escaped(upper_ascii(title.name)), title.section,
                        title.date, escaped(title.version)));
    request("nh");       // names of commands and options are not hyphenated
    request("ad l");     // nor is the space between them stretched
    request("ds AD l");  // the same for groff 1.23, which adjusts each paragraph anew
    heading("NAME");
    text_ += escaped(title.name) + " \\- " + escaped(summary) + "\n";
}

void RoffPage::request(std::string_view name) { text_.append(".").append(name).append("\n"); }

void RoffPage::heading(std::string_view text) {
    request("SH \"" + escaped(text) + "\"");
    below_heading_ = text_.size();
}

void RoffPage::subheading(std::string_view text) {
    request("SS \"" + escaped(text) + "\"");
    below_heading_ = text_.size();
}

/// A heading begins a paragraph itself.
void RoffPage::begin_paragraph() {
    if (below_heading_ != text_.size()) request("PP");
}

void RoffPage::fill(const MarkdownLine& line) { text_ += filled(line); }

void RoffPage::paragraph(const MarkdownLine& line) {
    begin_paragraph();
    fill(line);
}

void RoffPage::tagged(const MarkdownLine& tag, const MarkdownLine& line) {
    request("TP");
    text_ += guarded(joined(tag)) + "\n";
    fill(line);
}

void RoffPage::verbatim(std::string_view text) {
    begin_paragraph();
    request("RS 4");
    request("nf");
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) text_ += (line.empty() ? "\\&" : guarded(escaped(line))) + "\n";
    request("fi");
    request("RE");
}

void RoffPage::blocks(const std::vector<MarkdownBlock>& blocks) {
    for (const auto& each : blocks) block(each);
}

void RoffPage::block(const MarkdownBlock& block) {
    constexpr int title_level = 1;
    constexpr int heading_level = 2;
    switch (block.kind) {
        case Kind::heading:
            if (block.level == heading_level) heading(plain_text(block.line));
            if (block.level > heading_level) subheading(plain_text(block.line));
            static_assert(title_level < heading_level);
            return;
        case Kind::paragraph:
            return paragraph(block.line);
        case Kind::quote:
            request("RS 4");
            blocks(block.blocks);
            return request("RE");
        case Kind::bullets:
        case Kind::numbers:
            return list(block);
        case Kind::item:
            return blocks(block.blocks);
        case Kind::code:
            return verbatim(block.line.front().text);
        case Kind::table:
            return table(block);
    }
}

void RoffPage::list(const MarkdownBlock& list) {
    int number = 0;
    for (const auto& item : list.blocks) {
        ++number;
        request(list.kind == Kind::numbers ? fmt::format("IP {}. 4", number) : "IP \\(bu 2");
        bool is_first = true;
        for (const auto& each : item.blocks) {
            // The first paragraph stands beside its mark, not below it.
            if (is_first && each.kind == Kind::paragraph)
                fill(each.line);
            else
                block(each);
            is_first = false;
        }
    }
}

void RoffPage::table(const MarkdownBlock& table) {
    begin_paragraph();
    request("TS");
    std::string head;
    std::string body;
    for (std::size_t i = 0; i < table.rows.front().size(); ++i) {
        const bool wrapped = is_wrapped(table, i);
        head += (i == 0 ? "" : " ") + std::string(wrapped ? "lbx" : "lb");
        body += (i == 0 ? "" : " ") + std::string(wrapped ? "lx" : "l");
    }
    text_ += head + "\n" + body + ".\n";
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const auto& row = table.rows[r];
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool in_block = r > 0 && is_wrapped(table, i);
            if (i > 0) text_ += "\t";
            text_ += in_block ? "T{\n" + filled(row[i], Breaks::in_names_too) + "T}" : guarded(joined(row[i]));
        }
        text_ += "\n";
    }
    request("TE");
}

}  // namespace inmail::manual
