#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/render/rules.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/wrap.hpp"

namespace inmail::render {
namespace {

using BlockKind = MarkdownBlock::Kind;
using SpanStyle = MarkdownSpan::Style;

constexpr std::size_t indent = 4;      // of quotes and code
constexpr std::size_t column_gap = 2;  // between a table's columns
constexpr std::string_view bold_on = "\033[1m";
constexpr std::string_view bold_off = "\033[0m";

std::vector<Word> words_of_line(const MarkdownLine& line, bool color) {
    std::vector<Word> words;
    bool joins = false;  // the next piece belongs to the last word
    const auto add = [&](std::string piece, bool is_bold) {
        const std::size_t width = display_width(piece);
        if (is_bold && color) piece = std::string(bold_on).append(piece).append(bold_off);
        if (!joins) words.emplace_back();
        words.back().shown += piece;
        words.back().width += width;
        joins = true;
    };
    for (const auto& span : line) {
        // Messages also put what can be typed in backquotes.
        const std::string text = span.style == SpanStyle::code ? "`" + span.text + "`" : span.text;
        std::size_t begin = 0;
        while (begin <= text.size()) {
            const std::size_t end = std::min(text.find(' ', begin), text.size());
            if (end > begin) add(text.substr(begin, end - begin), span.style == SpanStyle::strong);
            if (end == text.size()) break;
            joins = false;
            begin = end + 1;
        }
    }
    return words;
}

/// A table whose cells are wrapped so that it fits, as far as its words let it.
class WrappedTable {
  public:
    WrappedTable(const MarkdownBlock& table, const PageView& view) : width_(view.width) {
        for (const auto& row : table.rows) {
            auto& cells = rows_.emplace_back();
            for (auto cell : row) {
                if (rows_.size() == 1) {
                    for (auto& span : cell) span.style = SpanStyle::strong;
                }
                cells.push_back(words_of_line(cell, view.color));
            }
        }
        for (std::size_t i = 0; i < rows_.front().size(); ++i) widths_.push_back(natural_width(i));
        fit(view.width);
    }

    [[nodiscard]] std::string draw() const {
        std::string out;
        if (fits_) {
            for (const auto& row : rows_) out += draw_row(row);
        } else {
            for (auto row = rows_.begin() + 1; row != rows_.end(); ++row) out += draw_as_sentence(*row);
        }
        return out;
    }

  private:
    using Cell = std::vector<Word>;

    [[nodiscard]] std::size_t natural_width(std::size_t column) const {
        std::size_t width = 0;
        for (const auto& row : rows_) {
            const auto lines = lines_of(row[column], std::string::npos);
            if (!lines.empty()) width = std::max(width, lines.front().width);
        }
        return width;
    }

    [[nodiscard]] std::size_t longest_word(std::size_t column) const {
        std::size_t width = 1;
        for (const auto& row : rows_) {
            for (const auto& word : row[column]) width = std::max(width, word.width);
        }
        return width;
    }

    void fit(std::size_t most) {
        std::vector<std::size_t> least;
        std::size_t total = column_gap * (widths_.size() - 1);
        for (std::size_t i = 0; i < widths_.size(); ++i) {
            least.push_back(longest_word(i));
            total += widths_[i];
        }
        while (total > most) {
            std::size_t widest = widths_.size();
            for (std::size_t i = 0; i < widths_.size(); ++i) {
                if (widths_[i] > least[i] && (widest == widths_.size() || widths_[i] > widths_[widest])) widest = i;
            }
            fits_ = widest != widths_.size();
            if (!fits_) return;
            --widths_[widest];
            --total;
        }
    }

    /// A table with too many columns: each cell after its heading.
    [[nodiscard]] std::string draw_as_sentence(const std::vector<Cell>& row) const {
        std::vector<Word> words = row.front();
        for (std::size_t i = 1; i < row.size(); ++i) {
            for (const Cell& cell : {rows_.front()[i], row[i]}) words.insert(words.end(), cell.begin(), cell.end());
            if (i + 1 == row.size()) continue;
            words.back().shown += ';';
            ++words.back().width;
        }
        std::string out;
        for (const Word& line : lines_of(words, width_)) out += line.shown + '\n';
        return out;
    }

    [[nodiscard]] std::string draw_row(const std::vector<Cell>& row) const {
        std::vector<std::vector<Word>> columns;
        std::size_t height = 1;
        for (std::size_t i = 0; i < row.size(); ++i) {
            columns.push_back(lines_of(row[i], widths_[i]));
            height = std::max(height, columns.back().size());
        }
        std::string out;
        for (std::size_t line = 0; line < height; ++line) {
            std::size_t blanks = 0;
            for (std::size_t i = 0; i < columns.size(); ++i) {
                const Word cell = line < columns[i].size() ? columns[i][line] : Word{};
                if (!cell.shown.empty()) out.append(blanks, ' ').append(cell.shown);
                blanks = (cell.shown.empty() ? blanks : 0) + widths_[i] - cell.width + column_gap;
            }
            out += '\n';
        }
        return out;
    }

    std::vector<std::vector<Cell>> rows_;
    std::vector<std::size_t> widths_;
    std::size_t width_;  ///< of the page
    bool fits_{true};
};

/// The text with `first` before its first line and as many blanks before the others.
std::string hanging(const std::string& text, const std::string& first) {
    std::string out = first;
    for (std::size_t i = 0; i < text.size(); ++i) {
        out += text[i];
        if (text[i] == '\n' && i + 1 < text.size() && text[i + 1] != '\n') out.append(first.size(), ' ');
    }
    return out;
}

PageView narrower(const PageView& view, std::size_t by) { return {view.width > by ? view.width - by : 1, view.color}; }

std::string draw_list(const MarkdownBlock& list, const PageView& view) {
    std::string out;
    int number = 0;
    for (const auto& item : list.blocks) {
        ++number;
        const std::string mark =
            list.kind == BlockKind::numbers ? (number < 10 ? " " : "") + std::to_string(number) + ". " : "- ";
        out += hanging(draw_page(item.blocks, narrower(view, mark.size())), mark);
    }
    return out;
}

std::string draw_line(MarkdownLine line, bool is_heading, const PageView& view) {
    if (is_heading) {
        for (auto& span : line) span.style = SpanStyle::strong;
    }
    std::string out;
    for (const auto& words : lines_of(words_of_line(line, view.color), view.width)) out += words.shown + "\n";
    return out;
}

std::string draw_block(const MarkdownBlock& block, const PageView& view) {
    switch (block.kind) {
        case BlockKind::heading:
        case BlockKind::paragraph:
            return draw_line(block.line, block.kind == BlockKind::heading, view);
        case BlockKind::quote:
            return hanging(draw_page(block.blocks, narrower(view, indent)), std::string(indent, ' '));
        case BlockKind::bullets:
        case BlockKind::numbers:
            return draw_list(block, view);
        case BlockKind::item:
            return draw_page(block.blocks, view);
        case BlockKind::code:
            return hanging(block.line.front().text, std::string(indent, ' '));
        case BlockKind::table:
            return WrappedTable(block, view).draw();
    }
    return {};
}

}  // namespace

std::string draw_page(const std::vector<MarkdownBlock>& blocks, const PageView& view) {
    std::string out;
    for (const auto& block : blocks) {
        if (!out.empty()) out += '\n';
        out += draw_block(block, view);
    }
    return out;
}

}  // namespace inmail::render
