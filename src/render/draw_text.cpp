#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <cwchar>
#include <memory>
#include <new>

#include "cell_text.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/render/table.hpp"
#include "inmail/text/terminal.hpp"
#include "smartcols.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

constexpr const char* bold = "\033[1m";
constexpr const char* red = "\033[31m";
constexpr const char* yellow = "\033[33m";
constexpr double give_way = 0.1;  // the share of the terminal that smartcols may shrink a text column to

/// libsmartcols counts and escapes characters as the locale has them, and ours are UTF-8 wherever we run.
void speak_utf8() {
    static const bool set = std::setlocale(LC_CTYPE, "C.UTF-8") != nullptr || std::setlocale(LC_CTYPE, "") != nullptr;
    static_cast<void>(set);
}

void check(int result) {
    if (result < 0) throw std::bad_alloc();  // the one thing that can fail in building a table
}

const char* color_of(Tone tone) {
    switch (tone) {
        case Tone::plain:
            return nullptr;
        case Tone::warning:
            return yellow;
        case Tone::bad:
            return red;
    }
    return nullptr;
}

/// One drawing of some of a table's columns.
class Sheet {
  public:
    Sheet(const Table& table, const std::vector<std::size_t>& columns, const Display& display)
        : table_(table), columns_(columns), display_(display), sheet_(scols_.new_table(), scols_.unref_table) {
        if (!sheet_) throw std::bad_alloc();
        check(scols_.set_column_separator(sheet_.get(), "  "));
        check(scols_.enable_colors(sheet_.get(), display.color ? 1 : 0));
        check(scols_.set_termforce(sheet_.get(), display.terminal_width ? SCOLS_TERMFORCE_ALWAYS : SCOLS_TERMFORCE_NEVER));
        if (display.terminal_width) check(scols_.set_termwidth(sheet_.get(), *display.terminal_width));
        for (const std::size_t i : columns_) add_column(table.columns[i]);
        for (const auto& row : table.rows) add_row(row, false);
        for (const auto& row : table.subtotals) add_row(row, true);
        if (table.total) add_row(*table.total, true);
    }

    [[nodiscard]] std::string draw() const {
        char* text = nullptr;
        check(scols_.print_to_string(sheet_.get(), &text));
        const std::unique_ptr<char, decltype(&std::free)> owned(text, std::free);
        return text == nullptr ? std::string() : std::string(text);
    }

  private:
    void add_column(const Column& column) {
        const bool text = column.kind == Column::Kind::text;
        const int flags = text ? SCOLS_FL_TRUNC : column.kind == Column::Kind::number ? SCOLS_FL_RIGHT : 0;
        auto* added = scols_.new_column(sheet_.get(), column.heading.c_str(), text ? give_way : 0, flags);
        if (added == nullptr) throw std::bad_alloc();
        if (display_.color) check(scols_.set_color(scols_.header_of(added), bold));
    }

    void add_row(const Table::Row& row, bool is_total) {
        auto* line = scols_.new_line(sheet_.get(), nullptr);
        if (line == nullptr) throw std::bad_alloc();
        for (std::size_t at = 0; at < columns_.size(); ++at) {
            const Cell& cell = row[columns_[at]];
            const auto kind = table_.columns[columns_[at]].kind;
            check(scols_.set_data(line, at, cell_text(cell, kind, display_).c_str()));
            const char* color = is_total ? bold : color_of(cell.tone);
            if (display_.color && color != nullptr) check(scols_.set_color(scols_.cell_of(line, at), color));
        }
    }

    const Table& table_;
    const std::vector<std::size_t>& columns_;
    const Display& display_;
    const Smartcols& scols_{smartcols()};
    std::unique_ptr<libscols_table, decltype(Smartcols::unref_table)> sheet_;
};

/// The columns that a line of text takes on a terminal.
std::size_t width_of(const std::string& utf8) {
    std::wstring wide(utf8.size() + 1, L'\0');
    const std::size_t n = std::mbstowcs(wide.data(), utf8.c_str(), wide.size());
    if (n == static_cast<std::size_t>(-1)) return utf8.size();
    const int width = wcswidth(wide.data(), n);
    return width < 0 ? n : static_cast<std::size_t>(width);
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        std::string line = text.substr(start, end - start);
        line.erase(line.find_last_not_of(' ') + 1);
        lines.push_back(std::move(line));
        start = end + 1;
    }
    return lines;
}

std::size_t widest(const std::vector<std::string>& lines) {
    std::size_t most = 0;
    for (const auto& line : lines) most = std::max(most, width_of(line));
    return most;
}

bool says_nothing(const Cell& cell) {
    if (const auto* n = std::get_if<std::int64_t>(&cell.value)) return *n == 0;
    if (const auto* text = std::get_if<std::string>(&cell.value)) return text->empty();
    return std::holds_alternative<std::monostate>(cell.value);
}

int highest_rank(const Table& table) {
    int highest = 0;
    for (const auto& column : table.columns) highest = std::max(highest, column.spare);
    return highest;
}

/// The columns that a terminal shows. Numbers and names are never cut: where it is too narrow, columns of nothing but 0 go
/// first, then the spare ones, rank by rank from the right.
std::vector<std::size_t> columns_that_fit(const Table& table, const Display& display) {
    auto columns = screen_columns(table);
    if (!display.terminal_width) return columns;
    Display unbounded = display;
    unbounded.terminal_width.reset();
    unbounded.color = false;
    const auto fits = [&] { return widest(lines_of(Sheet(table, columns, unbounded).draw())) <= *display.terminal_width; };
    const auto drop_from_the_right = [&](auto is_droppable) {
        for (std::size_t i = columns.size(); i-- > 0 && !fits();) {
            if (is_droppable(columns[i])) columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(i));
        }
    };
    drop_from_the_right([&table](std::size_t column) {
        return std::all_of(table.rows.begin(), table.rows.end(), [column](const auto& row) { return says_nothing(row[column]); });
    });
    for (int rank = 1; rank <= highest_rank(table); ++rank) {
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
    speak_utf8();
    std::string out;
    const auto begin_block = [&out] {
        if (!out.empty()) out += "\n";
    };
    if (!table.title.empty() && !(table.rows.empty() && table.notes.empty())) out += for_terminal(table.title) + "\n";
    std::string left_out;
    if (!table.rows.empty()) {
        begin_block();
        const auto columns = columns_that_fit(table, display);
        for (const auto& line : lines_of(Sheet(table, columns, display).draw())) out += line + "\n";
        left_out = headings_without(table, columns);
    }
    if (!table.notes.empty() || !left_out.empty()) begin_block();
    if (!left_out.empty()) out += "Left out to fit: " + left_out + "\n";
    for (const auto& note : table.notes) out += for_terminal(note) + "\n";
    return out;
}

}  // namespace inmail::render
