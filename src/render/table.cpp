#include "inmail/render/table.hpp"

#include <algorithm>

#include "cell_text.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/core/text.hpp"
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

Rendered draw(const Table& table, Format format, const Display& display) {
    for (const auto& row : table.rows) ensure(row.size() == table.columns.size(), "a table's row has a cell for each column");
    if (table.total) ensure(table.total->size() == table.columns.size(), "a table's total has a cell for each column");

    Rendered drawn;
    if (table.rows.empty() && !table.empty.empty()) drawn.said.push_back(table.empty);
    switch (format) {
        case Format::table:
            drawn.out = draw_text(table, display);
            break;
        case Format::markdown:
            drawn.out = draw_markdown(table, display);
            break;
        case Format::csv:
            drawn.out = draw_csv(table);
            drawn.said.insert(drawn.said.end(), table.notes.begin(), table.notes.end());
            break;
        case Format::json:
            ensure(false, "JSON is written by each report itself");
    }
    return drawn;
}

}  // namespace inmail::render
