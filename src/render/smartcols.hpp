#pragma once

#include <libsmartcols.h>

namespace inmail::render {

/// libsmartcols' functions, as its own header declares them. The library is loaded when a table is first drawn: a send draws
/// none, and to load it would be a thirtieth of its time.
struct Smartcols {
    decltype(&::scols_new_table) new_table;
    decltype(&::scols_unref_table) unref_table;
    decltype(&::scols_table_set_column_separator) set_column_separator;
    decltype(&::scols_table_enable_colors) enable_colors;
    decltype(&::scols_table_set_termforce) set_termforce;
    decltype(&::scols_table_set_termwidth) set_termwidth;
    decltype(&::scols_table_new_column) new_column;
    decltype(&::scols_table_new_line) new_line;
    decltype(&::scols_column_get_header) header_of;
    decltype(&::scols_line_get_cell) cell_of;
    decltype(&::scols_line_set_data) set_data;
    decltype(&::scols_cell_set_color) set_color;
    decltype(&::scols_print_table_to_string) print_to_string;
};

/// Throws MachineFailure where the library is not installed.
[[nodiscard]] const Smartcols& smartcols();

}  // namespace inmail::render
