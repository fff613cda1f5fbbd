#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "inmail/chain/digest.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/core/time.hpp"

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

}  // namespace inmail::store
