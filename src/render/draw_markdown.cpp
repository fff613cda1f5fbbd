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

std::string table_of_rows(const Table& table, const Display& display) {
    const auto columns = screen_columns(table);
    std::string headings = "|";
    std::string rules = "|";
    for (const std::size_t i : columns) {
        headings += " " + escaped(table.columns[i].heading) + " |";
        rules += table.columns[i].kind == Column::Kind::number ? " ---: |" : " --- |";
    }
    std::string out = headings + "\n" + rules + "\n";
    for (const auto& row : table.rows) out += line_of(table, row, columns, display);
    for (const auto& row : table.subtotals) out += line_of(table, row, columns, display);
    if (table.total) out += line_of(table, *table.total, columns, display);
    return out;
}

}  // namespace

std::string draw_markdown(const Table& table, const Display& display) {
    std::string out;
    const auto begin_block = [&out] {
        if (!out.empty()) out += "\n";
    };
    if (!table.title.empty() && !(table.rows.empty() && table.notes.empty()))
        out += "## " + escaped(for_terminal(table.title)) + "\n";
    if (!table.rows.empty()) {
        begin_block();
        out += table_of_rows(table, display);
    }
    if (!table.notes.empty()) begin_block();
    for (const auto& note : table.notes) out += "- " + escaped(for_terminal(note)) + "\n";
    return out;
}

}  // namespace inmail::render
