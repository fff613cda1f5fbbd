#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "inmail/chain/digest.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/core/time.hpp"
#include "inmail/files/directory_turn.hpp"
#include "inmail/files/durable_file.hpp"

struct sqlite3_context;
struct sqlite3_value;

namespace inmail::store {

class Connection;

/// One run of a prepared statement. Parameters count from 1, columns from 0. The destructor resets a kept statement for its next
/// run. Throws the errors of core/errors.hpp instead of SQLite's.
class Query {
  public:
    struct Prepared {
        explicit Prepared(SQLite::Statement made) : statement(std::move(made)) {}

        SQLite::Statement statement;
        // The columns of the first row, which stay valid for all rows. SQLiteCpp's getColumn makes a new one and copies a
        // shared pointer at each call, and a fold reads millions.
        std::vector<SQLite::Column> columns;
        bool in_use{false};
    };

    Query(Connection& connection, Prepared& kept);
    Query(Connection& connection, std::unique_ptr<Prepared> own);
    Query(Query&& other) noexcept;
    Query& operator=(Query&&) = delete;
    ~Query();

    void bind(int index, std::int64_t value);
    void bind(int index, std::uint32_t value) { bind(index, static_cast<std::int64_t>(value)); }
    void bind(int index, int value) { bind(index, static_cast<std::int64_t>(value)); }
    void bind(int index, const std::string& value);
    void bind(int index, Instant value) { bind(index, value.value); }
    void bind_blob(int index, const std::uint8_t* bytes, std::size_t count);
    void bind(int index, const Digest& digest) { bind_blob(index, digest.data(), digest.size()); }
    void bind_null(int index);
    template <class T>
    void bind(int index, const std::optional<T>& value) {
        value ? bind(index, *value) : bind_null(index);
    }
    /// Binds a type that defines its own form in the tables.
    template <class T>
    auto bind(int index, const T& value) -> decltype(value.bind_to(*this, index)) {
        value.bind_to(*this, index);
    }
    /// Binds text, or NULL if it is empty, because the tables never hold empty text.
    void bind_given(int index, const std::string& text) { text.empty() ? bind_null(index) : bind(index, text); }

    /// Binds values from 1 on: `connection.query(sql).with(seat, until)`.
    template <class... Values>
    Query& with(const Values&... values) & {
        int index = 0;
        (bind(++index, values), ...);
        return *this;
    }
    template <class... Values>
    Query&& with(const Values&... values) && {
        with(values...);
        return std::move(*this);
    }

    /// Goes to the next row; false if there is none.
    bool step();
    /// Runs a statement without result rows and resets it.
    void run();
    /// Makes the statement ready to be bound and run again.
    void reset() { prepared_->statement.reset(); }

    /// The type of the value, which may differ from the column's declared type.
    enum class Type { null, integer, text, blob, other };
    [[nodiscard]] Type type(int column) const;
    [[nodiscard]] bool is_null(int column) const { return at(column).isNull(); }
    [[nodiscard]] std::int64_t integer(int column) const { return at(column).getInt64(); }
    /// A number of a smaller type; 0 for NULL. Throws DamagedLedger for one that does not fit.
    template <class Number>
    [[nodiscard]] Number integer_as(int column) const {
        const std::int64_t value = integer(column);
        if (value < std::numeric_limits<Number>::min() || value > std::numeric_limits<Number>::max()) fail_too_large(value);
        return static_cast<Number>(value);
    }
    template <class Enum>
    [[nodiscard]] Enum enum_as(int column) const {
        return static_cast<Enum>(integer_as<std::underlying_type_t<Enum>>(column));
    }
    /// Throws DamagedLedger for an instant outside first_instant to last_instant.
    [[nodiscard]] Instant instant(int column) const {
        const Instant value{integer(column)};
        if (value < first_instant || value > last_instant) fail_too_large(value.value);
        return value;
    }
    [[nodiscard]] std::uint32_t id(int column) const { return integer_as<std::uint32_t>(column); }
    [[nodiscard]] std::optional<std::int64_t> integer_if_any(int column) const;
    /// Empty for NULL. Valid until the next step.
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::string string(int column) const { return std::string{text(column)}; }
    [[nodiscard]] std::string_view blob(int column) const;
    /// Throws DamagedLedger for a value of the wrong length.
    [[nodiscard]] Digest digest(int column) const;

    /// Throws DamagedLedger for a value of this row that no program of ours stores.
    [[noreturn]] void fail_damaged(damage::BadValue value, decltype(Damage::place) place = {}) const;

  private:
    [[noreturn]] void fail_too_large(std::int64_t value) const;
    [[nodiscard]] const SQLite::Column& at(int column) const { return prepared_->columns[static_cast<std::size_t>(column)]; }

    Connection* connection_;
    std::unique_ptr<Prepared> own_;
    Prepared* prepared_;
};

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
    };
    explicit Connection(InMemory named);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

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
    DirectoryTurn closing_turn_;  // before database_, so that it ends after the database is closed
    SQLite::Database database_;
    bool holds_snapshot_{false};
    bool wrote_{false};
    bool removes_log_{false};  ///< applied in the destructor, because changing the setting ends running statements
    std::unordered_map<const char*, std::unique_ptr<Query::Prepared>>
        kept_;  // after database_, so that statements are destroyed first
};

}  // namespace inmail::store
