#pragma once

#include <filesystem>
#include <string>

namespace inmail::io {

/// A person's defaults, from a TOML file; the command line and the environment go before it. Empty: not set.
struct Config {
    std::string ledger;  ///< path
    std::string seat;
    std::string format;
};

/// Reads `path`, TOML without tables, numbers, and text of several lines. A file that is not there is an empty Config. Throws
/// InputError for one that is anything else, or has an unknown key, with the line.
[[nodiscard]] Config read_config(const std::filesystem::path& path);

}  // namespace inmail::io
