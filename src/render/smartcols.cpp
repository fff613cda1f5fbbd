#include "smartcols.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <type_traits>

#include "inmail/core/errors.hpp"

namespace inmail::render {
namespace {

constexpr const char* library_name = "libsmartcols.so.1";  // one with other functions than its header's would have another name

Smartcols load() {
    void* library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        throw MachineFailure(fmt::format("tables cannot be drawn: {}", dlerror()),
                             "Is libsmartcols1 installed? `--format csv` and `json` do without.");
    Smartcols loaded{};
    const auto look_up = [library](auto& function, const char* name) {
        function = reinterpret_cast<std::decay_t<decltype(function)>>(dlsym(library, name));
        ensure(function != nullptr, "the library has the functions of its header");
    };
    look_up(loaded.new_table, "scols_new_table");
    look_up(loaded.unref_table, "scols_unref_table");
    look_up(loaded.set_column_separator, "scols_table_set_column_separator");
    look_up(loaded.enable_colors, "scols_table_enable_colors");
    look_up(loaded.set_termforce, "scols_table_set_termforce");
    look_up(loaded.set_termwidth, "scols_table_set_termwidth");
    look_up(loaded.new_column, "scols_table_new_column");
    look_up(loaded.new_line, "scols_table_new_line");
    look_up(loaded.header_of, "scols_column_get_header");
    look_up(loaded.cell_of, "scols_line_get_cell");
    look_up(loaded.set_data, "scols_line_set_data");
    look_up(loaded.set_color, "scols_cell_set_color");
    look_up(loaded.print_to_string, "scols_print_table_to_string");
    return loaded;
}

}  // namespace

const Smartcols& smartcols() {
    static const Smartcols loaded = load();
    return loaded;
}

}  // namespace inmail::render
