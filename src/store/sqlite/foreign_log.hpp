#pragma once

#include <filesystem>

#include "inmail/store/log_found.hpp"

struct sqlite3;

namespace inmail::store {

/// Call before SQLite opens a ledger. Throws MachineFailure if a name of its side files is another thing's: SQLite would wait for
/// the other end of a pipe, and follow a link.
void require_regular_side_files(const std::filesystem::path& ledger);

/// Call before SQLite opens a ledger: SQLite replays whatever log lies beside it. Moves a log or journal of another file aside,
/// and tells `on_log_found`. Throws DamagedLedger, and touches nothing, if it cannot be told whose log it is or somebody has the
/// ledger open. Throws MachineFailure if the log cannot be moved.
void set_foreign_logs_aside(const std::filesystem::path& ledger, const OnLogFound& on_log_found);

/// Whether another file was put over the one that a connection has open, so that its log must not be written back.
[[nodiscard]] bool is_file_replaced(sqlite3* connection);

}  // namespace inmail::store
