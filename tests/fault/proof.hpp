#pragma once

#include <filesystem>
#include <string>

namespace inmail::test {

/// What `inmail verify` finds in a ledger.
struct Proof {
    bool is_sound{false};
    std::string said;
};

/// Asks without starting the program: thousands of ledgers are to be proved, and most of `verify`'s time on a small one goes into
/// what a process does once.
[[nodiscard]] Proof prove(const std::filesystem::path& ledger);

}  // namespace inmail::test
