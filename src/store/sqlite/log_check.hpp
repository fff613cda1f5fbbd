#pragma once

#include <cstdint>
#include <optional>

struct sqlite3;

namespace inmail::store {

/// Damage inside the write-ahead log. SQLite takes the log up to the first frame that does not check for all of it, as is right
/// after a crash; what was recorded behind a damaged frame would then be gone without a word.
struct LogDamage {
    std::int64_t frame;    ///< from 1 on
    std::int64_t commits;  ///< that stand behind it, one right after the other: a crash leaves one at most
};

/// Looks at the log of an open database that has been read from. Where nothing stands behind the log's end that costs one small
/// read. Others may write meanwhile.
[[nodiscard]] std::optional<LogDamage> find_log_damage(sqlite3* database);

}  // namespace inmail::store
