#pragma once

#include <fstream>
#include <string>

namespace inmail::cli {

/// Opens a file that someone named, for reading, twice if need be (a pipe is spooled). Throws InputError where there is none, or it is a directory.
[[nodiscard]] std::ifstream open_input(const std::string& path);

/// Throws InputError where there is nothing of that name.
void require_there(const std::string& path);

/// Copies a pipe to a file without a name: an import may have to read its rows twice.
[[nodiscard]] std::ifstream spooled(std::istream& in);

}  // namespace inmail::cli
