#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <filesystem>
#include <string>

namespace inmail::store {

/// How long SQLite waits for others to let it read or write.
constexpr int busy_timeout_ms = 10'000;
/// Of an extended result code of SQLite, the bits of its primary one.
constexpr int primary_code_mask = 0xFF;

/// Opens a database by SQLite's name for it. `path` is for messages. Throws MachineFailure.
[[nodiscard]] SQLite::Database open_database(const std::string& name, const std::string& path, int flags);

/// Throws the error for an errno that SQLite's message does not tell; nothing for others. `path` is for messages.
void refuse_by_machine_error(int error, const std::string& path);

/// The errno with which SQLite, in this thread and since the last call, failed to open a file; 0: it did not. Whoever catches its
/// failure later finds another errno.
[[nodiscard]] int last_open_error();

/// Whether SQLite, in this thread and since the last call, found an unused log and recovered it.
[[nodiscard]] bool took_up_a_log();

/// SQLite's object of the database's file or log (SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER); null if it is not
/// open.
[[nodiscard]] sqlite3_file* file_of(sqlite3* database, int which);

/// A form of the path that SQLite takes as a path: `:memory:`, `file:...` and `//...` mean something else to it.
[[nodiscard]] std::string plain_path(const std::filesystem::path& path);

/// SQLite's name for a file that is read without locks, log and side files. Needs SQLite::OPEN_URI.
[[nodiscard]] std::string immutable_uri(const std::filesystem::path& path);

}  // namespace inmail::store
