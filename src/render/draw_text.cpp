#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cell_text.hpp"
#include "inmail/render/table.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/wrap.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

constexpr std::string_view bold = "\033[1m";
constexpr std::string_view red = "\033[31m";
constexpr std::string_view yellow = "\033[33m";
constexpr std::string_view no_color = "\033[0m";
constexpr std::size_t gap = 2;  // between columns
constexpr std::size_t narrowest_prose = 20;
constexpr std::size_t narrowest_text = 10;  // a column is not cut below this, or below a word of its heading
constexpr std::size_t command_indent = 4;

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

bool says_nothing(const Cell& cell) {
    if (const auto* n = std::get_if<std::int64_t>(&cell.value)) return *n == 0;
    if (const auto* text = std::get_if<std::string>(&cell.value)) return text->empty();
    return std::holds_alternative<std::monostate>(cell.value);
}

/// The longest word of a heading, which is not broken.
std::size_t longest_word(const std::string& heading) {
    const auto lines = lines_of_text(heading, 1);
    std::size_t longest = 0;
    for (const auto& word : lines) longest = std::max(longest, display_width(word));
    return longest;
}

/// A table as lines of text.
class Sheet {
  public:
    Sheet(const Table& table, const Display& display)
        : table_(table),
          display_(display),
          columns_(screen_columns(table)),
          widths_(table.columns.size()),
          widths_of_cells_(table.columns.size()),
          says_something_(table.columns.size()) {
        table.each_row([this](const Table::Row& row) {
            measure(row);
            for (const std::size_t i : columns_) says_something_[i] = says_something_[i] || !says_nothing(row[i]);
        });
        for (const auto& row : table.subtotals) measure(row);
        if (table.total) measure(*table.total);
        for (const std::size_t i : columns_) widths_[i] = std::max(widths_of_cells_[i], display_width(table.columns[i].heading));
    }

    /// Makes it at most `width` columns wide if possible, at the least cost to the reader: wraps headings, hides columns that are
    /// 0 everywhere and then spare ones (rank by rank, from the right), cuts texts and then names, and hides what is left out as
    /// the last resort. Numbers are never cut.
    void fit(std::size_t most) {
        width_ = most;
        if (width() > most) put_commands_below();
        wrap_headings(most);
        hide(most, [this](std::size_t i) { return !table_.columns[i].is_asked_for && !says_something_[i]; });
        hide_by_rank(most, &Column::spare);
        for (const auto kind : {Column::Kind::prose, Column::Kind::text, Column::Kind::name}) narrow(most, kind);
        hide_by_rank(most, &Column::last_resort);
    }

    /// The headings of the hidden columns; empty: none is hidden.
    [[nodiscard]] std::string hidden() const {
        std::string headings;
        for (const std::size_t i : hidden_) headings += (headings.empty() ? "" : ", ") + table_.columns[i].heading;
        return headings;
    }

    void draw(std::ostream& out) const {
        std::vector<TextCell> headings(table_.columns.size());
        for (const std::size_t i : columns_) headings[i] = {table_.columns[i].heading, bold};
        out << draw_row(std::move(headings), true);
        table_.each_row([&](const Table::Row& row) { draw_line(out, line_of(row, false)); });
        for (const auto& row : table_.subtotals) draw_line(out, line_of(row, true));
        if (table_.total) draw_line(out, line_of(*table_.total, true));
    }

  private:
    [[nodiscard]] std::size_t width() const {
        std::size_t width = 0;
        for (const std::size_t i : columns_) width += widths_[i] + gap;
        return width - std::min(width, gap);
    }

    void measure(const Table::Row& row) {
        for (const std::size_t i : columns_) widths_of_cells_[i] = std::max(widths_of_cells_[i], display_width(text_of(row, i)));
    }

    [[nodiscard]] std::string text_of(const Table::Row& row, std::size_t column) const {
        return cell_text(row[column], table_.columns[column].kind, display_);
    }

    [[nodiscard]] std::vector<TextCell> line_of(const Table::Row& row, bool is_total) const {
        std::vector<TextCell> line(row.size());
        const auto fill = [&](std::size_t i) { line[i] = {text_of(row, i), is_total ? bold : color_of(row[i].tone)}; };
        for (const std::size_t i : columns_) fill(i);
        if (below_) fill(*below_);
        return line;
    }

    void draw_line(std::ostream& out, std::vector<TextCell> line) const {
        const auto says = [&line](std::size_t i) { return !line[i].text.empty(); };
        const std::string below = below_ ? line[*below_].text : std::string();
        if (!below_ || std::any_of(columns_.begin(), columns_.end(), says)) out << draw_row(std::move(line), false);
        if (!below.empty()) out << draw_below(below);
    }

    void put_commands_below() {
        const auto is_command = [this](std::size_t i) { return table_.columns[i].kind == Column::Kind::command; };
        const auto found = std::find_if(columns_.begin(), columns_.end(), is_command);
        if (found == columns_.end()) return;
        below_ = *found;
        columns_.erase(found);
    }

    void wrap_headings(std::size_t most) {
        for (const std::size_t i : columns_) {
            if (width() <= most) return;
            widths_[i] = std::min(widths_[i], std::max(longest_word(table_.columns[i].heading), widths_of_cells_[i]));
        }
    }

    template <class IsSpare>
    void hide(std::size_t most, IsSpare&& is_spare) {
        for (std::size_t at = columns_.size(); at-- > 0 && width() > most;) {
            if (!is_spare(columns_[at])) continue;
            hidden_.insert(columns_[at]);
            columns_.erase(columns_.begin() + static_cast<std::ptrdiff_t>(at));
        }
    }

    void hide_by_rank(std::size_t most, int Column::*rank_of) {
        int last_rank = 0;
        for (const auto& column : table_.columns) last_rank = std::max(last_rank, column.*rank_of);
        for (int rank = 1; rank <= last_rank; ++rank) {
            hide(most, [this, rank, rank_of](std::size_t i) { return table_.columns[i].*rank_of == rank; });
        }
    }

    /// Cuts columns of the kind, the widest first, until the lines fit or no column can be cut further.
    void narrow(std::size_t most, Column::Kind kind) {
        while (width() > most) {
            std::optional<std::size_t> widest;
            for (const std::size_t i : columns_) {
                const Column& column = table_.columns[i];
                const std::size_t narrowest = kind == Column::Kind::prose ? narrowest_prose : narrowest_text;
                const bool gives_way = column.kind == kind && widths_[i] > std::max(narrowest, longest_word(column.heading));
                if (gives_way && (!widest || widths_[i] > widths_[*widest])) widest = i;
            }
            if (!widest) return;
            --widths_[*widest];
        }
    }

    /// A row, in as many lines as its highest cell has. Headings stand at the bottom of theirs.
    [[nodiscard]] std::string draw_row(std::vector<TextCell> row, bool is_heading) const {
        std::map<std::size_t, std::vector<std::string>> wrapped;  // most rows have no such cell
        std::size_t height = 1;
        for (const std::size_t i : columns_) {
            std::string& text = row[i].text;
            if (is_heading || table_.columns[i].kind == Column::Kind::prose) {
                wrapped[i] = lines_of_text(text, widths_[i]);
                height = std::max(height, wrapped[i].size());
            } else if (display_width(text) > widths_[i]) {
                text = cut_to_width(text, widths_[i]);
            }
        }
        std::string out;
        for (std::size_t line = 0; line < height; ++line) {
            for (auto& [i, lines] : wrapped) {
                const std::size_t above = is_heading ? height - lines.size() : 0;
                row[i].text = line < above || line - above >= lines.size() ? std::string() : std::move(lines[line - above]);
            }
            draw_cells(out, row);
            for (TextCell& cell : row) cell.text.clear();  // a cell that is not wrapped has one line
        }
        return out;
    }

    /// A line of a row. It does not end in blanks.
    void draw_cells(std::string& out, const std::vector<TextCell>& row) const {
        std::size_t blanks = 0;  // before the next text
        for (const std::size_t i : columns_) {
            const std::string& text = row[i].text;
            const std::size_t padding = widths_[i] - std::min(widths_[i], display_width(text));
            const bool stands_right = table_.columns[i].kind == Column::Kind::number;
            if (i != columns_.front()) blanks += gap;
            if (stands_right || text.empty()) blanks += padding;
            if (text.empty()) continue;
            out.append(blanks, ' ');
            append_colored(out, text, row[i].color);
            blanks = stands_right ? 0 : padding;
        }
        out += '\n';
    }

    [[nodiscard]] std::string draw_below(const std::string& command) const {
        std::string out;
        for (const auto& line : wrapped_command(command, width_ - std::min(width_, command_indent)))
            out += std::string(command_indent, ' ') + line + "\n";
        return out;
    }

    void append_colored(std::string& out, const std::string& text, std::string_view color) const {
        const bool is_colored = display_.color && !color.empty();
        if (is_colored) out += color;
        out += text;
        if (is_colored) out += no_color;
    }

    const Table& table_;
    const Display& display_;
    std::vector<std::size_t> columns_;  ///< of the table, that are shown
    // By column of the table:
    std::vector<std::size_t> widths_;
    std::vector<std::size_t> widths_of_cells_;  ///< without the heading
    std::vector<bool> says_something_;          ///< in one of the rows
    std::set<std::size_t> hidden_;
    std::optional<std::size_t> below_;  ///< the column of commands, if they stand below their rows
    std::size_t width_{0};              ///< of the terminal; 0: none
};

}  // namespace

void draw_text(std::ostream& out, const Table& table, const Display& display) {
    bool is_begun = false;
    const auto begin_block = [&] {
        if (std::exchange(is_begun, true)) out << "\n";
    };
    const auto add = [&](const std::string& sentence) { out << fitted(sentence, display) << "\n"; };
    const bool has_rows = table.size() > 0;
    if (!table.title.empty() && (has_rows || !table.notes.empty())) {
        begin_block();
        add(for_terminal(table.title));
    }
    std::string hidden;
    if (has_rows) {
        begin_block();
        Sheet sheet(table, display);
        if (display.terminal_width) sheet.fit(*display.terminal_width);
        sheet.draw(out);
        hidden = sheet.hidden();
    }
    if (!table.notes.empty() || !hidden.empty()) begin_block();
    if (!hidden.empty()) add(fmt::format("Hidden (terminal too narrow): {}", hidden));
    for (const auto& note : table.notes) add(for_terminal(note));
}

}  // namespace inmail::render
