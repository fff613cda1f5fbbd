#include "sqlite/query.hpp"

#include <sqlite3.h>

#include <algorithm>

#include "inmail/core/errors.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

Query::Query(Connection& connection, Prepared& kept) : connection_(&connection), prepared_(&kept) {
    ensure(!kept.in_use, "a kept statement runs once at a time");
    kept.in_use = true;
}

Query::Query(Connection& connection, std::unique_ptr<Prepared> own)
    : connection_(&connection), own_(std::move(own)), prepared_(own_.get()) {}

Query::Query(Query&& other) noexcept
    : connection_(other.connection_), own_(std::move(other.own_)), prepared_(std::exchange(other.prepared_, nullptr)) {}

Query::~Query() {
    if (prepared_ == nullptr || own_) return;
    // sqlite3_reset repeats the error of the last step, which was thrown then.
    try {
        prepared_->statement.reset();
    } catch (const SQLite::Exception&) {}
    prepared_->in_use = false;
}

void Query::bind(int index, std::int64_t value) { prepared_->statement.bind(index, value); }

void Query::bind(int index, const std::string& value) { prepared_->statement.bind(index, value); }

void Query::bind_blob(int index, const std::uint8_t* bytes, std::size_t count) {
    prepared_->statement.bind(index, bytes, static_cast<int>(count));
}

void Query::bind_null(int index) { prepared_->statement.bind(index); }

bool Query::step() {
    SQLite::Statement& statement = prepared_->statement;
    const int code = statement.tryExecuteStep();
    if (code == SQLITE_DONE) return false;
    if (code != SQLITE_ROW) connection_->fail(code, statement.getErrorMsg());
    if (prepared_->columns.empty()) {
        const int count = statement.getColumnCount();
        prepared_->columns.reserve(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i) prepared_->columns.push_back(statement.getColumn(i));
    }
    return true;
}

void Query::run() {
    ensure(!step(), "the statement gives no rows");
    reset();
}

Query::Type Query::type(int column) const {
    switch (at(column).getType()) {
        case SQLITE_NULL:
            return Type::null;
        case SQLITE_INTEGER:
            return Type::integer;
        case SQLITE_TEXT:
            return Type::text;
        case SQLITE_BLOB:
            return Type::blob;
        default:
            return Type::other;
    }
}

std::optional<std::int64_t> Query::integer_if_any(int column) const {
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

std::string_view Query::text(int column) const {
    constexpr const char* none = nullptr;
    const char* text = at(column).getText(none);
    // Most text columns are NULL in most rows, so skip the call for their length.
    if (text == none) return "";
    return {text, static_cast<std::size_t>(at(column).getBytes())};
}

std::string_view Query::blob(int column) const {
    const void* bytes = at(column).getBlob();
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(at(column).getBytes())};
}

void Query::fail_damaged(damage::BadValue value, decltype(Damage::place) place) const {
    throw DamagedLedger({std::move(value), std::move(place)}, connection_->path());
}

void Query::fail_too_large(std::int64_t value) const { fail_damaged({damage::BadValue::What::out_of_range, {}, value}); }

Digest Query::digest(int column) const {
    Digest digest;
    const std::string_view bytes = blob(column);
    if (bytes.size() != digest.size()) fail_damaged({damage::BadValue::What::hash_length});
    std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
}

}  // namespace inmail::store
