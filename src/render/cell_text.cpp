#include "cell_text.hpp"

#include <algorithm>
#include <variant>

#include "inmail/text/terminal.hpp"
#include "words.hpp"

namespace inmail::render {

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

}  // namespace inmail::render
