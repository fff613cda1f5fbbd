#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <variant>

namespace inmail::store {

// Unused logs that were beside a ledger's file when it was opened.

/// It belonged to another file.
struct SetAside {
    std::filesystem::path was;
    std::filesystem::path is;  ///< where it was moved to
};
/// An interrupted command left it. Its content is now part of the ledger.
struct TakenUp {
    std::filesystem::path log;
    std::optional<std::int64_t> events;  ///< the number that the file lacked; none: they cannot be counted
};

using LogFound = std::variant<SetAside, TakenUp>;

/// Called for each such log.
using OnLogFound = std::function<void(const LogFound&)>;

}  // namespace inmail::store
