#include "inmail/render/table.hpp"

#include <algorithm>

#include "cell_text.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "words.hpp"

namespace inmail::render {

std::optional<Format> parse_format(std::string_view name) {
    const auto* found = std::find(format_names.begin(), format_names.end(), name);
    if (found == format_names.end()) return std::nullopt;
    return static_cast<Format>(found - format_names.begin());
}

std::string cell_text(const Cell& cell, Column::Kind kind, const Display& display) {
    if (const auto* text = std::get_if<std::string>(&cell.value)) return for_terminal(*text);
    if (const auto* n = std::get_if<std::int64_t>(&cell.value)) return std::to_string(*n);
    if (const auto* t = std::get_if<Instant>(&cell.value)) {
        if (kind == Column::Kind::day) return short_day(*t, display);
        return kind == Column::Kind::deadline ? short_end(*t, display) : short_moment(*t, display);
    }
    return {};
}

std::string key_of(const Column& column) {
    if (!column.key.empty()) return column.key;
    std::string key = column.heading;
    std::replace(key.begin(), key.end(), ' ', '_');
    return key;
}

std::vector<std::size_t> screen_columns(const Table& table) {
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (!table.columns[i].csv_only) shown.push_back(i);
    }
    return shown;
}

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
            ensure(false, "JSON and pages are written by each report itself");
    }
    return drawn;
}

}  // namespace inmail::render
