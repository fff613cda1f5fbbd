#include "seat_rows.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "cell_text.hpp"
#include "columns.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/reports/seat_share.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::render {
namespace {

constexpr const char* seat_column = "seat";
constexpr const char* person_column = "name";
constexpr std::array<std::string_view, 4> figures_of_only_the_pool{"allotted", "expired", "forfeited", "zeroed"};

Cell figure(const Totals& totals, const std::string& key) {
    Cell cell;
    if (std::find(figures_of_only_the_pool.begin(), figures_of_only_the_pool.end(), key) != figures_of_only_the_pool.end())
        return cell;
    for_each_total(totals, [&](std::string_view name, std::int64_t value) {
        if (name == key) cell = Cell(value);
    });
    return cell;
}

Table::Row row_of(const Table& table, const app::AccountName& pool, const app::SeatShare& share) {
    Table::Row row;
    for (const Column& column : table.columns) {
        const std::string key = key_of(column);
        if (key == "account")
            row.emplace_back(pool.typed());
        else if (key == seat_column)
            row.emplace_back(share.seat);
        else if (key == person_column)
            row.emplace_back(share.person);
        else
            row.push_back(figure(share.totals, key));
    }
    return row;
}

}  // namespace

void add_seat_rows(Table& table, const std::vector<Breakdown>& rows) {
    ensure(table.rows.size() == rows.size(), "a table that is broken down has a row for each account");
    const auto with_seat = [](auto row) {
        row.insert(row.begin() + 1, Cell());
        return row;
    };
    table.columns.insert(table.columns.begin() + 1, name(seat_column));
    if (table.total) table.total = with_seat(std::move(*table.total));
    for (auto& row : table.subtotals) row = with_seat(std::move(row));
    std::vector<Table::Row> broken;
    std::vector<std::size_t> first_row;  // of each account
    for (std::size_t i = 0; i < rows.size(); ++i) {
        first_row.push_back(broken.size());
        broken.push_back(with_seat(std::move(table.rows[i])));
        for (const auto& share : *rows[i].by_seat) broken.push_back(row_of(table, rows[i].account, share));
    }
    table.rows = std::move(broken);

    std::vector<std::size_t> order;
    for (const std::size_t i : table.worst_first) {
        for (std::size_t seat = 0; seat <= rows[i].by_seat->size(); ++seat) order.push_back(first_row[i] + seat);
    }
    table.worst_first = std::move(order);
}

}  // namespace inmail::render
