#pragma once

#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/reports/seat_share.hpp"
#include "inmail/render/table.hpp"

namespace inmail::render {

/// Whether the report breaks a pool down by its seats.
template <class Rows>
[[nodiscard]] bool has_seat_rows(const Rows& rows) {
    for (const auto& row : rows) {
        if (!row.by_seat.empty()) return true;
    }
    return false;
}

/// A pool's row, and what each seat had of it.
struct Breakdown {
    app::AccountName account;
    const std::vector<app::SeatShare>* by_seat;
};
void add_seat_rows(Table& table, const std::vector<Breakdown>& rows);

/// Who drew what: a column `seat`, and below the row of each pool a row for each seat that had a part in it. The table has a
/// row for each of the report's. A cell is filled where its column is one of the figures that a seat's own events make;
/// credits that came to the pool or were lost to it belong to no seat.
template <class Rows>
void break_down(Table& table, const Rows& rows) {
    if (!has_seat_rows(rows)) return;
    std::vector<Breakdown> broken;
    for (const auto& row : rows) broken.push_back({row.account, &row.by_seat});
    add_seat_rows(table, broken);
}

}  // namespace inmail::render
