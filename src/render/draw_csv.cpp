#include <utility>

#include "cell_text.hpp"
#include "inmail/render/table.hpp"
#include "inmail/text/csv.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::render {
namespace {

constexpr std::string_view end_of_record = "\r\n";  // RFC 4180

/// A spreadsheet evaluates text that begins like this. An apostrophe before it keeps it text.
bool looks_like_a_formula(const std::string& text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

std::string field_of(const Cell& cell) {
    if (const auto* n = std::get_if<std::int64_t>(&cell.value)) return std::to_string(*n);
    if (const auto* t = std::get_if<Instant>(&cell.value)) return to_rfc3339(*t);
    if (const auto* text = std::get_if<std::string>(&cell.value)) {
        return csv_field((looks_like_a_formula(*text) ? "'" : "") + for_terminal(*text));
    }
    return {};
}

/// Writes a record of the columns that CSV has.
template <class Items, class ToField>
void write_record(std::ostream& out, const std::vector<Column>& columns, const Items& items, ToField to_field) {
    bool first = true;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (columns[i].screen_only) continue;
        if (!std::exchange(first, false)) out << ',';
        out << to_field(items[i]);
    }
    out << end_of_record;
}

}  // namespace

void draw_csv(std::ostream& out, const Table& table) {
    write_record(out, table.columns, table.columns, key_of);
    table.each_row([&](const Table::Row& row) { write_record(out, table.columns, row, field_of); });
}

}  // namespace inmail::render
