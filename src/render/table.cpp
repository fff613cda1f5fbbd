#include "inmail/render/table.hpp"

#include <algorithm>

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

void shorten_keys(Table& table, std::size_t column, const Display& display) {
    for (auto& row : table.rows) {
        auto* key = std::get_if<std::string>(&row[column].value);
        if (key != nullptr && !key->empty()) *key = display.short_key(*key);
    }
}

/// The table as people read it.
Table for_people(const Table& table, const Display& display) {
    constexpr std::size_t most_read = 1000;  // rows; the keys of more are too many to look each up
    Table shown = table;
    for (std::size_t i = 0; i < table.worst_first.size(); ++i) shown.rows[i] = table.rows[table.worst_first[i]];
    if (!display.short_key || table.rows.size() > most_read) return shown;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].is_key) shorten_keys(shown, i, display);
    }
    return shown;
}

}  // namespace

Rendered draw(const Table& table, Format format, const Display& display) {
    require_full_rows(table);

    Rendered drawn;
    if (table.rows.empty() && !table.empty.empty()) drawn.said.push_back(for_terminal(table.empty));
    switch (format) {
        case Format::table:
            drawn.out = draw_text(for_people(table, display), display);
            break;
        case Format::markdown:
            drawn.out = draw_markdown(for_people(table, display), display);
            break;
        case Format::csv:
            drawn.out = draw_csv(table);
            for (const auto& note : table.notes) drawn.said.push_back(for_terminal(note));
            break;
        case Format::json:
        case Format::html:
        case Format::ics:
            ensure(false, "JSON, pages and calendars are written by each report itself");
    }
    return drawn;
}

}  // namespace inmail::render
