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
#include "inmail/core/time.hpp"

struct sqlite3_context;
struct sqlite3_value;

namespace inmail::store {

class Connection;

/// One run of a prepared statement: bind from 1 on, step, read columns from 0 on. A kept statement is ready for its next
/// run when this goes. SQLite's errors leave as those of core/errors.hpp.
class Query {
  public:
    struct Prepared {
        explicit Prepared(SQLite::Statement made) : statement(std::move(made)) {}

        SQLite::Statement statement;
        // SQLiteCpp makes a column anew, and counts a shared pointer up and down, at each getColumn; a fold reads millions.
        // A column only names a place in the statement's current row, so those of the first row serve all.
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
    /// What has a form of its own in the tables.
    template <class T>
    auto bind(int index, const T& value) -> decltype(value.bind_to(*this, index)) {
        value.bind_to(*this, index);
    }
    /// Text, or NULL where it is empty: the tables never hold empty text.
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

    /// On to the next row; false where there is none.
    bool step();
    /// Runs a statement that gives no rows, and makes it ready to be bound again.
    void run();
    /// Ready to be bound and run again.
    void reset() { prepared_->statement.reset(); }

    /// Of the value itself, whatever the table says of its columns.
    enum class Type { null, integer, text, blob, other };
    [[nodiscard]] Type type(int column) const;
    [[nodiscard]] bool is_null(int column) const { return at(column).isNull(); }
    [[nodiscard]] std::int64_t integer(int column) const { return at(column).getInt64(); }
    /// A number of a smaller type, 0 for NULL. Throws DamagedLedger for one that would become another by the cast.
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
    /// Throws DamagedLedger for one outside of first_instant to last_instant.
    [[nodiscard]] Instant instant(int column) const {
        const Instant value{integer(column)};
        if (value < first_instant || value > last_instant) fail_too_large(value.value);
        return value;
    }
    [[nodiscard]] std::uint32_t id(int column) const { return integer_as<std::uint32_t>(column); }
    [[nodiscard]] std::optional<std::int64_t> integer_if_any(int column) const;
    /// Empty where it is NULL; good until the next step.
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::string string(int column) const { return std::string{text(column)}; }
    [[nodiscard]] std::string_view blob(int column) const;
    /// Throws DamagedLedger for what is no digest.
    [[nodiscard]] Digest digest(int column) const;

  private:
    [[noreturn]] void fail_too_large(std::int64_t value) const;
    [[nodiscard]] const SQLite::Column& at(int column) const { return prepared_->columns[static_cast<std::size_t>(column)]; }

    Connection* connection_;
    std::unique_ptr<Prepared> own_;
    Prepared* prepared_;
};

/// A connection to one database file, with the settings that every use of a ledger needs. Statements are kept prepared.
class Connection {
  public:
    enum class Mode {
        read,  ///< all queries see one snapshot, from the first one after `hold_snapshot` on
        write,
        create,     ///< a file that is there and empty
        read_only,  ///< where nothing can be written, not even beside the file; nobody else may write it meanwhile
    };

    Connection(const std::filesystem::path& path, Mode mode);
    /// An empty database in memory, spoken of by a name.
    struct InMemory {
        std::string path;
    };
    explicit Connection(InMemory named);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Runs statements that give no rows.
    void exec(const std::string& sql);
    /// Makes a function of one text known to the statements of this connection.
    void define(const char* name, void (*function)(sqlite3_context*, int, sqlite3_value**));
    /// A statement that is kept for the next time. `sql` is a literal, or text that lives as long as this.
    [[nodiscard]] Query query(const char* sql);
    /// A statement of its own, for a run that may overlap with another of the same text.
    [[nodiscard]] Query prepare(const std::string& sql);
    /// The only value of a statement's only row.
    [[nodiscard]] std::int64_t integer(const char* sql);

    /// Makes `to` a copy of this database as it stands, in one transaction of `to`'s. Calls `once_alone` in it, before anything
    /// is changed: nobody else can write to `to` from then on. What it throws leaves `to` as it was.
    void copy_to(
        Connection& to, const std::function<void()>& once_alone = [] {});

    void hold_snapshot() { holds_snapshot_ = true; }
    [[nodiscard]] bool holds_snapshot() const { return holds_snapshot_; }
    [[nodiscard]] bool in_transaction() const;
    /// False for one in memory, whose path is only what it stands for.
    [[nodiscard]] bool is_file() const;
    /// After a write: has the WAL written back and removed when the last connection closes, as SQLite does by itself, if it
    /// has grown. Doing that each time would cost a small write more than all else it does; never doing it, each opening
    /// would read an ever longer WAL through.
    void bound_wal() { bounds_wal_ = true; }

    /// What is wrong with the header's two bytes that say how the file may be used, and that no page check looks at; empty:
    /// nothing. Where they are wrong, SQLite takes the file for one of a later version, which it only reads.
    [[nodiscard]] std::string header_flaw() const;

    /// Throws DamagedLedger where the write-ahead log holds more than SQLite reads of it.
    void require_whole_log();

    [[nodiscard]] const std::string& path() const { return path_; }
    /// Throws what SQLite's error means to a person.
    [[noreturn]] void fail(int code, const std::string& message) const;

  private:
    void begin_snapshot();
    void checkpoint_on_close(bool wanted);

    std::string path_;
    SQLite::Database database_;
    bool holds_snapshot_{false};
    bool bounds_wal_{false};  ///< settled at the end: SQLite lets go of statements that run when it is told
    std::unordered_map<const char*, std::unique_ptr<Query::Prepared>> kept_;  // after database_: statements go first
};

}  // namespace inmail::store
