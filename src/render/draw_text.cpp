#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cell_text.hpp"
#include "inmail/render/table.hpp"
#include "inmail/text/terminal.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

constexpr std::string_view bold = "\033[1m";
constexpr std::string_view red = "\033[31m";
constexpr std::string_view yellow = "\033[33m";
constexpr std::string_view no_color = "\033[0m";
constexpr std::size_t gap = 2;              // between columns
constexpr std::size_t narrowest_text = 10;  // a text column is not cut below this, or below its heading

std::string_view color_of(Tone tone) {
    switch (tone) {
        case Tone::plain:
            return {};
        case Tone::warning:
            return yellow;
        case Tone::bad:
            return red;
    }
    return {};
}

struct TextCell {
    std::string text;
    std::string_view color;  ///< empty: none
};

/// Some columns of a table as lines of text.
class Sheet {
  public:
    Sheet(const Table& table, const std::vector<std::size_t>& columns, const Display& display)
        : table_(table), columns_(columns), display_(display) {
        auto& headings = lines_.emplace_back();
        for (const std::size_t i : columns_) headings.push_back({table.columns[i].heading, bold});
        for (const auto& row : table.rows) add_row(row, false);
        for (const auto& row : table.subtotals) add_row(row, true);
        if (table.total) add_row(*table.total, true);
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            std::size_t& width = widths_.emplace_back();
            for (const auto& line : lines_) width = std::max(width, display_width(line[i].text));
        }
    }

    [[nodiscard]] std::size_t width() const {
        std::size_t width = 0;
        for (const std::size_t w : widths_) width += w + gap;
        return width - std::min(width, gap);
    }

    /// Cuts text columns, the widest first, until the lines fit or no column gives way any more.
    void fit(std::size_t most) {
        while (width() > most) {
            std::optional<std::size_t> widest;
            for (std::size_t i = 0; i < widths_.size(); ++i) {
                const bool gives_way = column(i).kind == Column::Kind::text &&
                                       widths_[i] > std::max(narrowest_text, display_width(column(i).heading));
                if (gives_way && (!widest || widths_[i] > widths_[*widest])) widest = i;
            }
            if (!widest) return;
            --widths_[*widest];
        }
    }

    [[nodiscard]] std::string draw() const {
        std::string out;
        for (const auto& line : lines_) out += draw_line(line) + '\n';
        return out;
    }

  private:
    using Line = std::vector<TextCell>;

    [[nodiscard]] const Column& column(std::size_t i) const { return table_.columns[columns_[i]]; }

    void add_row(const Table::Row& row, bool is_total) {
        auto& line = lines_.emplace_back();
        for (const std::size_t i : columns_)
            line.push_back({cell_text(row[i], table_.columns[i].kind, display_), is_total ? bold : color_of(row[i].tone)});
    }

    [[nodiscard]] std::string draw_line(const Line& line) const {
        std::string out;
        std::size_t blanks = 0;  // before the next text: a line does not end in blanks
        for (std::size_t i = 0; i < line.size(); ++i) {
            const std::string text = cut_to_width(line[i].text, widths_[i]);
            const std::size_t padding = widths_[i] - display_width(text);
            const bool stands_right = column(i).kind == Column::Kind::number;
            if (i != 0) blanks += gap;
            if (stands_right || text.empty()) blanks += padding;
            if (text.empty()) continue;
            out.append(blanks, ' ');
            out += colored(text, line[i].color);
            blanks = stands_right ? 0 : padding;
        }
        return out;
    }

    [[nodiscard]] std::string colored(const std::string& text, std::string_view color) const {
        if (!display_.color || color.empty()) return text;
        return std::string(color).append(text).append(no_color);
    }

    const Table& table_;
    const std::vector<std::size_t>& columns_;
    const Display& display_;
    std::vector<Line> lines_;
    std::vector<std::size_t> widths_;
};

bool says_nothing(const Cell& cell) {
    if (const auto* n = std::get_if<std::int64_t>(&cell.value)) return *n == 0;
    if (const auto* text = std::get_if<std::string>(&cell.value)) return text->empty();
    return std::holds_alternative<std::monostate>(cell.value);
}

/// The columns that a terminal shows. Numbers and names are never cut. If the terminal is too narrow, columns of nothing but 0 go
/// first, then the spare ones, rank by rank, from the right.
std::vector<std::size_t> columns_that_fit(const Table& table, const Display& display) {
    auto columns = screen_columns(table);
    if (!display.terminal_width) return columns;
    const auto fits = [&] { return Sheet(table, columns, display).width() <= *display.terminal_width; };
    const auto drop_from_the_right = [&](auto is_droppable) {
        for (std::size_t i = columns.size(); i-- > 0 && !fits();) {
            if (is_droppable(columns[i])) columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(i));
        }
    };
    drop_from_the_right([&table](std::size_t column) {
        return std::all_of(table.rows.begin(), table.rows.end(), [column](const auto& row) { return says_nothing(row[column]); });
    });
    int last_rank = 0;
    for (const auto& column : table.columns) last_rank = std::max(last_rank, column.spare);
    for (int rank = 1; rank <= last_rank; ++rank) {
        drop_from_the_right([&table, rank](std::size_t column) { return table.columns[column].spare == rank; });
    }
    return columns;
}

std::string headings_without(const Table& table, const std::vector<std::size_t>& shown) {
    std::string headings;
    for (const std::size_t i : screen_columns(table)) {
        if (std::binary_search(shown.begin(), shown.end(), i)) continue;
        headings += (headings.empty() ? "" : ", ") + table.columns[i].heading;
    }
    return headings;
}

}  // namespace

std::string draw_text(const Table& table, const Display& display) {
    std::string out;
    const auto begin_block = [&out] {
        if (!out.empty()) out += "\n";
    };
    if (!table.title.empty() && !(table.rows.empty() && table.notes.empty())) out += for_terminal(table.title) + "\n";
    std::string left_out;
    if (!table.rows.empty()) {
        begin_block();
        const auto columns = columns_that_fit(table, display);
        Sheet sheet(table, columns, display);
        if (display.terminal_width) sheet.fit(*display.terminal_width);
        out += sheet.draw();
        left_out = headings_without(table, columns);
    }
    if (!table.notes.empty() || !left_out.empty()) begin_block();
    if (!left_out.empty()) out += "Left out to fit: " + left_out + "\n";
    for (const auto& note : table.notes) out += for_terminal(note) + "\n";
    return out;
}

}  // namespace inmail::render
