#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "property/reference.hpp"

namespace scenario {

/// Figures that must hold at an instant: "at 2026-03-31 ana available 50 forfeited 40".
struct Expectation {
    int line{0};
    reference::Millis as_of{0};
    std::optional<reference::Millis> known_at;
    std::string account;  ///< `ana`, `pool:acme`, or `seat:ana` for the seat itself, whatever account it draws on
    bool listed{true};    ///< false: "ana not listed"
    std::vector<std::pair<std::string, std::string>> figures;
};

/// A case as read from a file. README.md beside the files says how to write one.
struct Scenario {
    std::string rule;  ///< the first line: "RULES section 4, refresh: ..."
    reference::Ledger ledger;
    std::vector<Expectation> expectations;
};

/// Throws std::runtime_error with file:line for a line that cannot be read.
[[nodiscard]] Scenario read_scenario(const std::filesystem::path& file, const std::filesystem::path& shipped_rulebooks);

}  // namespace scenario
