#pragma once

#include <filesystem>
#include <string>

namespace inmail::io {

/// A user's defaults from a TOML file. The command line and the environment override them. An empty field is not set.
struct Config {
    std::string ledger;  ///< path
    std::string seat;
    std::string format;
};

/// Reads the TOML file at `path`, at most 64 KiB: each line is blank, a comment or `key = "text"`. A missing file gives an
/// empty Config. Throws InputError with the line number for any other line, an unknown key, or an unreadable file.
[[nodiscard]] Config read_config(const std::filesystem::path& path);

}  // namespace inmail::io
