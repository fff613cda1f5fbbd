#include "inmail/render/table.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::render {

namespace {

void require_full_rows(const Table& table) {
    const auto is_full = [&table](const Table::Row& row) { return row.size() == table.columns.size(); };
    const auto are_full = [&](const std::vector<Table::Row>& rows) { return std::all_of(rows.begin(), rows.end(), is_full); };
    ensure(are_full(table.rows) && are_full(table.subtotals), "a table's row has a cell for each column");
    ensure(!table.total || is_full(*table.total), "a table's total has a cell for each column");
    ensure(table.worst_first.empty() || table.worst_first.size() == table.rows.size(), "an order of rows names each of them");
}

Table::Row with_short_keys(Table::Row row, const std::vector<Column>& columns, const Display& display) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        auto* key = columns[i].is_key ? std::get_if<std::string>(&row[i].value) : nullptr;
        if (key != nullptr && !key->empty()) *key = display.short_key(*key);
    }
    return row;
}

/// The table as people read it.
Table for_people(const Table& table, const Display& display) {
    constexpr std::size_t most_read = 1000;  // rows; the keys of more are too many to look each up
    Table shown = table;
    for (std::size_t i = 0; i < table.worst_first.size(); ++i) shown.rows[i] = table.rows[table.worst_first[i]];
    if (!display.short_key || table.size() > most_read) return shown;
    const auto shortened = [&table, &display](Table::Row row) { return with_short_keys(std::move(row), table.columns, display); };
    for (auto& row : shown.rows) row = shortened(std::move(row));
    shown.more_rows = table.more_rows.made_to<Table::Row>(shortened);
    return shown;
}

}  // namespace

std::vector<std::string> draw(std::ostream& out, const Table& table, Format format, const Display& display) {
    require_full_rows(table);

    std::vector<std::string> said;
    if (table.size() == 0 && !table.empty.empty()) said.push_back(for_terminal(table.empty));
    switch (format) {
        case Format::table:
            draw_text(out, for_people(table, display), display);
            break;
        case Format::markdown:
            draw_markdown(out, for_people(table, display), display);
            break;
        case Format::csv:
            draw_csv(out, table);
            for (const auto& note : table.notes) said.push_back(for_terminal(note));
            break;
        case Format::json:
        case Format::html:
        case Format::ics:
            ensure(false, "JSON, pages and calendars are written by each report itself");
    }
    return said;
}

Rendered draw(const Table& table, Format format, const Display& display) {
    std::ostringstream out;
    auto said = draw(out, table, format, display);
    return {out.str(), std::move(said)};
}

}  // namespace inmail::render
