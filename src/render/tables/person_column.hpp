#pragma once

#include <algorithm>
#include <cstddef>
#include <string>

#include "columns.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/render/table.hpp"

namespace inmail::render {

/// For people: the display names of the rows' seats as column `at`, if any seat has one. The table has a row for each of the
/// report's. `person_of`: the name of a row's seat; empty: none. `also`: whether rows to be added later have one.
template <class Rows, class PersonOf>
void show_people(Table& table, const Rows& rows, PersonOf person_of, std::size_t at = 1, bool also = false) {
    const bool any = std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return !person_of(row).empty(); });
    if (!any && !also) return;
    const auto index = static_cast<std::ptrdiff_t>(at);
    table.columns.insert(table.columns.begin() + index, spare(screen_only(text("name"))));
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        table.rows[i].insert(table.rows[i].begin() + index, Cell(person_of(rows[i])));
    for (auto& row : table.subtotals) row.insert(row.begin() + index, Cell());
    if (table.total) table.total->insert(table.total->begin() + index, Cell());
}

/// The same, and in spreadsheets as the last column.
template <class Rows, class PersonOf>
void add_people(Table& table, const Rows& rows, PersonOf person_of, std::size_t at = 1, bool also = false) {
    table.columns.push_back(detail(text("name")));
    for (std::size_t i = 0; i < table.rows.size(); ++i) table.rows[i].emplace_back(person_of(rows[i]));
    for (auto& row : table.subtotals) row.emplace_back();
    if (table.total) table.total->emplace_back();
    show_people(table, rows, person_of, at, also);
}

/// Whether a seat to which a pool is broken down has a display name.
template <class Rows>
[[nodiscard]] bool has_named_shares(const Rows& rows) {
    return std::any_of(rows.begin(), rows.end(), [](const auto& row) {
        return std::any_of(row.by_seat.begin(), row.by_seat.end(), [](const auto& share) { return !share.person.empty(); });
    });
}

/// The same for rows that each have an account.
template <class Rows>
void add_people(Table& table, const Rows& rows, bool also = false) {
    const auto person_of = [](const auto& row) -> const std::string& { return row.account.person; };
    add_people(table, rows, person_of, 1, also);
}

}  // namespace inmail::render
