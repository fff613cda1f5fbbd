#pragma once

#include <string>
#include <utility>

#include "inmail/render/table.hpp"

namespace inmail::render {

// The columns of a table, said shortly. `key` is the name in CSV where the heading would not do.

inline Column text(std::string heading, std::string key = {}) { return {std::move(heading), Column::Kind::text, std::move(key)}; }
inline Column name(std::string heading, std::string key = {}) { return {std::move(heading), Column::Kind::name, std::move(key)}; }
inline Column number(std::string heading, std::string key = {}) {
    return {std::move(heading), Column::Kind::number, std::move(key)};
}
inline Column moment(std::string heading, std::string key = {}) {
    return {std::move(heading), Column::Kind::instant, std::move(key)};
}
inline Column deadline(std::string heading, std::string key = {}) {
    return {std::move(heading), Column::Kind::deadline, std::move(key)};
}

/// A column for spreadsheets alone.
inline Column detail(Column column) {
    column.csv_only = true;
    return column;
}

/// A column for spreadsheets, and for people where it says something.
inline Column shown_if(bool used, Column column) { return used ? column : detail(std::move(column)); }

/// What spreadsheets have in other columns.
inline Column screen_only(Column column) {
    column.screen_only = true;
    return column;
}

/// A column that a narrow terminal does without: those of rank 1 go first.
inline Column spare(Column column, int rank = 1) {
    column.spare = rank;
    return column;
}

inline std::string active_or_cancelled(bool active) { return active ? "active" : "cancelled"; }

}  // namespace inmail::render
