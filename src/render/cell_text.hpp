#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "inmail/render/table.hpp"

namespace inmail::render {

/// A cell for people: instants in the display zone, text fit for a terminal.
[[nodiscard]] std::string cell_text(const Cell& cell, Column::Kind kind, const Display& display);

/// The column's name in CSV.
[[nodiscard]] std::string key_of(const Column& column);

/// The indexes of the columns that are not only for CSV.
[[nodiscard]] std::vector<std::size_t> screen_columns(const Table& table);

}  // namespace inmail::render
