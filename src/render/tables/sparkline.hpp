#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "columns.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

/// Amounts as a line of bars, the highest of them full: "▁▄█".
[[nodiscard]] std::string sparkline(const std::vector<Credits>& amounts);

/// A last column with each account's balance at the last month ends, where the display can show it. The table has a row for
/// each of the report's.
template <class Rows>
void add_trend(Table& table, const Rows& rows, const Display& display) {
    std::size_t longest = 0;
    for (const auto& row : rows) longest = std::max(longest, row.trend.size());
    if (!display.unicode || longest == 0) return;
    table.columns.push_back(spare(screen_only(name("trend"))));
    auto to = table.rows.begin();
    // One month stands under the same: who came later has a gap before.
    for (const auto& row : rows) (to++)->push_back(std::string(longest - row.trend.size(), ' ') + sparkline(row.trend));
    for (auto& row : table.subtotals) row.emplace_back();
    if (table.total) table.total->emplace_back();
}

}  // namespace inmail::render
