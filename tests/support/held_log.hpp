#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>

namespace inmail::test {

/// Reads an old state of a ledger. While it lives, everything recorded since stands only in the write-ahead log.
class HeldLog {
  public:
    explicit HeldLog(const std::filesystem::path& ledger) : database_(ledger.string(), SQLite::OPEN_READWRITE) {
        database_.exec("BEGIN");
        database_.execAndGet("SELECT count(*) FROM sqlite_schema");
    }

  private:
    SQLite::Database database_;
};

/// Copies a ledger and its log, as a crash would leave them.
inline void copy_with_log(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::copy_file(from.string() + "-wal", to.string() + "-wal", std::filesystem::copy_options::overwrite_existing);
}

}  // namespace inmail::test
