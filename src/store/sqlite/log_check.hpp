#pragma once

#include <cstdint>
#include <optional>

struct sqlite3;

namespace inmail::store {

/// Damage inside the write-ahead log. SQLite reads the log up to the first invalid frame, which is right after a crash. But
/// commits after a damaged frame would be lost silently.
struct LogDamage {
    std::int64_t frame;    ///< the damaged one, from 1
    std::int64_t commits;  ///< consecutive intact commits after it; a crash leaves at most one
};

/// Checks the log of an open database that has been read from. Takes one small read if nothing follows the log's end. Other
/// processes may write meanwhile.
[[nodiscard]] std::optional<LogDamage> find_log_damage(sqlite3* database);

}  // namespace inmail::store
