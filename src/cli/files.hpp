#pragma once

#include <fstream>
#include <string>

namespace inmail::cli {

/// Opens a file that someone named, for reading. Throws InputError where there is none, or it is a directory.
[[nodiscard]] std::ifstream open_input(const std::string& path);

/// Throws InputError where there is nothing of that name.
void require_there(const std::string& path);

/// Copies standard input to a file without a name, for what must be read twice.
[[nodiscard]] std::ifstream spooled_standard_input();

}  // namespace inmail::cli
