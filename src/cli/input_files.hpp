#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>

namespace inmail::cli {

/// Opens a file that someone named, for reading, twice if need be (a pipe is spooled). Throws InputError where there is none, or
/// it is a directory.
[[nodiscard]] std::ifstream open_input(const std::string& path);

/// Throws InputError where there is nothing of that name.
void require_there(const std::string& path);

/// What a pipe may hold: nothing tells beforehand how much comes, and it may never end. A file is read where it lies.
constexpr std::uintmax_t most_spooled_bytes = std::uintmax_t{1} << 30;

/// Copies a pipe to a file without a name: an import may have to read its rows twice. `name` is the pipe's, for errors. Throws
/// MachineFailure where not all of it can be read or kept, InputError where it holds more than `most` bytes.
[[nodiscard]] std::ifstream spooled(std::istream& in, const std::string& name, std::uintmax_t most = most_spooled_bytes);

/// Writes all of it, however many calls that takes. What went wrong, as errno tells; 0: nothing.
[[nodiscard]] int write_all(int descriptor, const char* bytes, std::size_t size);

}  // namespace inmail::cli
