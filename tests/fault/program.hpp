#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace inmail::test {

using Environment = std::vector<std::pair<std::string, std::string>>;

/// How one run of the program ended.
struct Ended {
    int exit_code{0};    ///< -1: a signal killed it
    bool killed{false};  ///< by SIGKILL
    std::string out;     ///< standard output
    std::string err;
};

/// Runs the program in `folder` on the ledger there, without a shell, and waits for it.
[[nodiscard]] Ended run(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
                        const Environment& more = {});

[[nodiscard]] std::string text_of(const std::filesystem::path& file);

}  // namespace inmail::test
