#pragma once

#include <cstdint>
#include <fstream>
#include <string>

namespace inmail::cli {

/// Opens a file so that it can be read twice; a pipe is copied to a temporary file. Throws InputError if there is no such file
/// or it is a directory.
[[nodiscard]] std::ifstream open_input(const std::string& path);

/// Throws InputError if there is no such file or directory.
void require_there(const std::string& path);

/// The limit for a pipe, which may never end. Files have no limit.
constexpr std::uintmax_t most_spooled_bytes = std::uintmax_t{1} << 30;

/// Copies a pipe to a temporary file, because an import may have to read its rows twice. `name` is for messages. Throws
/// MachineFailure if reading or writing fails, InputError if the pipe holds more than `most` bytes.
[[nodiscard]] std::ifstream spooled(std::istream& in, const std::string& name, std::uintmax_t most = most_spooled_bytes);

}  // namespace inmail::cli
