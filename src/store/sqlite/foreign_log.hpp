#pragma once

#include <filesystem>

#include "inmail/store/sqlite/log_found.hpp"

struct sqlite3;

namespace inmail::store {

/// Call before SQLite opens a ledger. Throws MachineFailure if something else has the name of a side file: SQLite would wait for
/// the other end of a pipe, and follow a link.
void require_regular_side_files(const std::filesystem::path& ledger);

/// Call before SQLite opens a ledger: SQLite replays whatever log lies beside it. Moves a log or journal of another file aside,
/// and calls `on_log_found`. Throws DamagedLedger, and touches nothing, if the log's owner is unknown or a program has the ledger
/// open. Throws MachineFailure if the log cannot be moved.
void set_foreign_logs_aside(const std::filesystem::path& ledger, const OnLogFound& on_log_found);

/// Whether another file replaced the one that a connection has open, so that its log must not be written back.
[[nodiscard]] bool is_file_replaced(sqlite3* connection);

}  // namespace inmail::store
