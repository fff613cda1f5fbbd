#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/render/table.hpp"

namespace inmail::render {

// Short forms for the columns of a table. `key` is the name in CSV if it differs from the heading.

inline Column text(std::string heading, std::string key = {}) { return {std::move(heading), Column::Kind::text, std::move(key)}; }
inline Column name(std::string heading, std::string key = {}) { return {std::move(heading), Column::Kind::name, std::move(key)}; }
inline Column number(std::string heading, std::string key = {}) {
    return {std::move(heading), Column::Kind::number, std::move(key)};
}
inline Column moment(std::string heading, std::string key = {}) {
    return {std::move(heading), Column::Kind::instant, std::move(key)};
}
/// The key of an event.
inline Column key(std::string heading) {
    Column column = name(std::move(heading));
    column.is_key = true;
    return column;
}
/// An instant whose time of day would be too precise.
inline Column day(std::string heading, std::string key = {}) { return {std::move(heading), Column::Kind::day, std::move(key)}; }
inline Column deadline(std::string heading, std::string key = {}) {
    return {std::move(heading), Column::Kind::deadline, std::move(key)};
}

/// Sentences, which are not cut.
inline Column prose(std::string heading, std::string key = {}) {
    return {std::move(heading), Column::Kind::prose, std::move(key)};
}
/// For a shell.
inline Column command(std::string heading, std::string key = {}) {
    return {std::move(heading), Column::Kind::command, std::move(key)};
}

/// A column only for spreadsheets.
inline Column detail(Column column) {
    column.csv_only = true;
    return column;
}

/// A column for spreadsheets, and for people if `shown`.
inline Column shown_if(bool used, Column column) { return used ? column : detail(std::move(column)); }

/// A column only for people: spreadsheets have it in other columns.
inline Column screen_only(Column column) {
    column.screen_only = true;
    return column;
}

/// A column for which the report is read.
inline Column asked_for(Column column) {
    column.is_asked_for = true;
    return column;
}

/// A column that a narrow terminal leaves out, rank 1 first.
inline Column spare(Column column, int rank = 1) {
    column.spare = rank;
    return column;
}

/// A column that only a very narrow terminal leaves out, after all texts were cut, rank 1 first.
inline Column last_resort(Column column, int rank) {
    column.last_resort = rank;
    return column;
}

/// A column and how to fill it from one row of a report.
template <class Row>
struct Figure {
    Column column;
    std::function<Cell(const Row&)> of;
};

/// The columns of a table: those that name a row, then the figures.
template <class Row>
std::vector<Column> columns_of(std::vector<Column> columns, const std::vector<Figure<Row>>& figures) {
    for (const auto& figure : figures) columns.push_back(figure.column);
    return columns;
}

template <class Row>
Table::Row cells_of(Table::Row cells, const Row& row, const std::vector<Figure<Row>>& figures) {
    for (const auto& figure : figures) cells.push_back(figure.of(row));
    return cells;
}

/// A row of sums, each below the column of its heading.
inline Table::Row total_of(const Table& table, const std::map<std::string, Cell>& sums) {
    Table::Row total{"total"};
    std::size_t placed = 0;
    for (std::size_t i = 1; i < table.columns.size(); ++i) {
        const auto sum = sums.find(table.columns[i].heading);
        placed += sum == sums.end() ? 0 : 1;
        total.push_back(sum == sums.end() ? Cell() : sum->second);
    }
    ensure(placed == sums.size(), "a sum stands below its heading");
    return total;
}

/// A loss, which stands out unless it is 0.
inline Cell loss(Credits n, Tone tone = Tone::warning) { return {n, n > no_credits ? tone : Tone::plain}; }

/// For people: a figure that only a pool has; blank for a seat.
template <class Figure>
Cell of_pool(const app::AccountName& account, const Figure& figure) {
    return account.is_pool() ? Cell(figure) : Cell();
}

inline std::string active_or_cancelled(bool active) { return active ? "active" : "cancelled"; }

}  // namespace inmail::render
