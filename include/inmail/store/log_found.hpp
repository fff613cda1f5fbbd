#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <variant>

namespace inmail::store {

// Logs that lay beside a ledger's file when it was opened, though nobody used them.

/// It belonged to another file.
struct SetAside {
    std::filesystem::path was;
    std::filesystem::path is;  ///< where it was moved to
};
/// A command that was cut short left it. What it holds is now a part of the ledger.
struct TakenUp {
    std::filesystem::path log;
    std::optional<std::int64_t> events;  ///< that the file lacked; none: they cannot be counted
};

using LogFound = std::variant<SetAside, TakenUp>;

/// Is told of each such log.
using OnLogFound = std::function<void(const LogFound&)>;

}  // namespace inmail::store
