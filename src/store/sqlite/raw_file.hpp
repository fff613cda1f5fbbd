#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "sqlite/revision.hpp"

struct sqlite3;
struct sqlite3_file;

namespace inmail::store {

/// The bytes of a database's file without its log. Reads and locks through SQLite's file object, because closing another
/// descriptor of the file would release SQLite's locks.
class RawFile {
  public:
    /// Throws MachineFailure if the file cannot be opened.
    explicit RawFile(const std::filesystem::path& path);
    /// The file of a connection that outlives this.
    RawFile(sqlite3* connection, const std::filesystem::path& path);

    [[nodiscard]] bool is_ledger() const;
    /// Whether the header says that the database uses a write-ahead log.
    [[nodiscard]] bool uses_wal() const;
    /// The schema's version in the header.
    [[nodiscard]] std::int64_t schema_version() const;

    /// The revision that stands in a page.
    [[nodiscard]] std::optional<RevisionId> revision_in(std::uint32_t page) const;
    /// The revisions in all pages: one in a sound ledger, none in earlier schemas. Reads the whole file.
    [[nodiscard]] std::vector<RevisionId> revisions() const;

    /// Locks the file until this is destroyed, if nobody else has it open in SQLite: then nobody can open it, and a log of
    /// another file can be moved away. Throws MachineFailure if the file cannot be locked.
    [[nodiscard]] bool lock_if_alone();

  private:
    [[nodiscard]] bool read(void* bytes, std::size_t count, std::int64_t at) const;
    [[nodiscard]] std::uint32_t page_bytes() const;

    static constexpr std::size_t header_bytes = 100;

    void read_header();

    std::string path_;
    std::optional<SQLite::Database> database_;  ///< its own, if it opened the file
    sqlite3_file* file_{nullptr};
    unsigned char header_[header_bytes]{};
};

}  // namespace inmail::store
