#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "inmail/core/damage.hpp"
#include "inmail/files/directory_turn.hpp"
#include "inmail/files/durable_file.hpp"
#include "sqlite/query.hpp"

struct sqlite3_context;
struct sqlite3_value;

namespace inmail::store {

/// A connection to one database file with the ledger's settings. Keeps its statements prepared.
class Connection {
  public:
    enum class Mode {
        read,  ///< after hold_snapshot() all queries see one snapshot
        write,
        read_only,  ///< writes nothing, not even side files; no other process may write the file meanwhile
    };

    Connection(const std::filesystem::path& path, Mode mode);
    /// A new file, empty or a database, that no other process uses. Messages name the place that it is to be put in.
    explicit Connection(const TemporaryFile& file);
    /// An empty database in memory. `path` is its name in messages.
    struct InMemory {
        std::string path;
        bool spills{false};  ///< keeps in a temporary file what its cache cannot hold, however large it grows
    };
    explicit Connection(InMemory named);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Another connection to the same file, which another thread may use to read one snapshot. Not of a database in memory.
    [[nodiscard]] std::unique_ptr<Connection> second() const;

    /// Runs statements without result rows.
    void exec(const std::string& sql);
    /// Defines an SQL function with one argument for this connection.
    void define(const char* name, void (*function)(sqlite3_context*, int, sqlite3_value**));
    /// A statement that is kept for reuse. `sql` must live as long as this connection; its address identifies it.
    [[nodiscard]] Query query(const char* sql);
    /// A statement that is not kept. Its run may overlap with another of the same text.
    [[nodiscard]] Query prepare(const std::string& sql);
    /// The first value of a statement's first row.
    [[nodiscard]] std::int64_t integer(const char* sql);

    /// How many rows the last statement changed.
    [[nodiscard]] int changed_rows() const;

    /// Makes `to` a copy of this database in one transaction. Calls `once_alone` when `to` is locked for others and not yet
    /// changed. If it throws, `to` stays as it was.
    void copy_to(
        Connection& to, const std::function<void()>& once_alone = [] {});

    void hold_snapshot() { holds_snapshot_ = true; }
    [[nodiscard]] bool holds_snapshot() const { return holds_snapshot_; }
    [[nodiscard]] bool in_transaction() const;
    /// False for a database in memory, whose path is only a name.
    [[nodiscard]] bool is_file() const;
    /// Whether SQLite would refuse every write.
    [[nodiscard]] bool is_read_only() const;
    /// Whether nothing was written to the log since it was made. True if there is none.
    [[nodiscard]] bool has_empty_log() const;

    /// Ends a transaction that wrote. Closing then writes the log back into the file, even while others use the ledger.
    void commit();
    /// Writes the changed pages of the open transaction to the log, and keeps as few pages as a reader,
    void release_memory();
    /// until this is called.
    void restore_memory();
    /// Call after a write that `commit` did not make: closing then writes it back.
    void mark_written() { wrote_ = true; }
    /// Moves this connection's writes from the log into the file, as far as others' snapshots allow. Throws MachineFailure if the
    /// machine prevents it, or if another file replaced this one meanwhile; everything committed is still durable in the log.
    void write_back();

    /// A flaw in the header's two version bytes, which no page check covers; none if they are right. If they are wrong, SQLite
    /// takes the file for one of a later version and opens it only for reading.
    [[nodiscard]] std::optional<damage::BadHeader> header_flaw() const;

    /// Throws DamagedLedger if the write-ahead log holds commits that SQLite does not read (find_log_damage). Otherwise the last
    /// connection that closes removes the log, having written it back.
    void require_whole_log();

    /// Its name in messages.
    [[nodiscard]] const std::string& path() const { return path_; }
    /// The database's file. Not for a database in memory.
    [[nodiscard]] const std::string& file() const { return file_; }
    /// Throws the error of core/errors.hpp for SQLite's `code`.
    [[noreturn]] void fail(int code, const std::string& message) const;

  private:
    void begin_snapshot();
    void end_snapshot();
    void checkpoint_on_close(bool wanted);

    Connection(std::string named, std::string file, Mode mode);

    std::string path_;
    std::string file_;
    Mode mode_;
    DirectoryTurn closing_turn_;  // before database_, so that it ends after the database is closed
    SQLite::Database database_;
    bool holds_snapshot_{false};
    bool wrote_{false};
    bool has_released_memory_{false};
    bool removes_log_{false};  ///< applied in the destructor, because changing the setting ends running statements
    std::unordered_map<const char*, std::unique_ptr<Query::Prepared>>
        kept_;  // after database_, so that statements are destroyed first
};

}  // namespace inmail::store
