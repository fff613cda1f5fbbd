#include <utility>

#include "cell_text.hpp"
#include "inmail/render/table.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::render {
namespace {

/// Text that means itself: no markup, no HTML, no end of the cell.
std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '&':
                out += "&amp;";
                break;
            case '|':
            case '\\':
            case '`':
            case '*':
            case '_':
            case '~':
            case '[':
            case ']':
                out += '\\';
                out += c;
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string line_of(const Table& table, const Table::Row& row, const std::vector<std::size_t>& columns, const Display& display) {
    std::string line = "|";
    for (const std::size_t i : columns) line += " " + escaped(cell_text(row[i], table.columns[i].kind, display)) + " |";
    return line + "\n";
}

void draw_rows(std::ostream& out, const Table& table, const Display& display) {
    const auto columns = screen_columns(table);
    std::string headings = "|";
    std::string rules = "|";
    for (const std::size_t i : columns) {
        headings += " " + escaped(table.columns[i].heading) + " |";
        rules += table.columns[i].kind == Column::Kind::number ? " ---: |" : " --- |";
    }
    out << headings << "\n" << rules << "\n";
    const auto draw = [&](const Table::Row& row) { out << line_of(table, row, columns, display); };
    table.each_row(draw);
    for (const auto& row : table.subtotals) draw(row);
    if (table.total) draw(*table.total);
}

}  // namespace

void draw_markdown(std::ostream& out, const Table& table, const Display& display) {
    bool is_begun = false;
    const auto begin_block = [&] {
        if (std::exchange(is_begun, true)) out << "\n";
    };
    const bool has_rows = table.size() > 0;
    if (!table.title.empty() && (has_rows || !table.notes.empty())) {
        begin_block();
        out << "## " << escaped(for_terminal(table.title)) << "\n";
    }
    if (has_rows) {
        begin_block();
        draw_rows(out, table, display);
    }
    if (!table.notes.empty()) begin_block();
    for (const auto& note : table.notes) out << "- " << escaped(for_terminal(note)) << "\n";
}

}  // namespace inmail::render
