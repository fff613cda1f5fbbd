#pragma once

#include <cstdint>
#include <fstream>
#include <functional>
#include <string>

#include "inmail/core/import_notes.hpp"
#include "inmail/files/spool.hpp"

namespace inmail::cli {

/// Called with how much of a pipe is copied; may be empty.
using OnProgress = std::function<void(const ReadProgress&)>;

/// Opens a file so that it can be read twice; a pipe is copied to a temporary file. Throws InputError if there is no such file
/// or it is a directory.
[[nodiscard]] std::ifstream open_input(const std::string& path, const OnProgress& progress = {});

/// Throws InputError if there is no such file or directory.
void require_there(const std::string& path);

/// The limit for a pipe, which may never end. Files have no limit.
constexpr std::uintmax_t most_spooled_bytes = std::uintmax_t{1} << 30;

/// Copies a pipe. `name` is for messages. Throws MachineFailure if reading or writing fails, InputError if the pipe holds more
/// than `most` bytes.
void spool(std::istream& in, const std::string& name, Spool& to, const OnProgress& progress = {},
           std::uintmax_t most = most_spooled_bytes);
/// The same for a path.
void spool_file(const std::string& path, Spool& to, const OnProgress& progress);

/// Copies a pipe to a temporary file, because an import may have to read its rows twice: like `spool`.
[[nodiscard]] std::ifstream spooled(std::istream& in, const std::string& name, const OnProgress& progress = {},
                                    std::uintmax_t most = most_spooled_bytes);

/// The file's bytes. It is at its beginning, before and after.
[[nodiscard]] std::int64_t size_of(std::ifstream& file);

}  // namespace inmail::cli
