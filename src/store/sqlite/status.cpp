#include "sqlite/status.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "inmail/core/errors.hpp"
#include "sqlite/copied_file.hpp"
#include "sqlite/current_user.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/open_connection.hpp"
#include "sqlite/open_ledger.hpp"

namespace inmail::store {

namespace {

namespace fs = std::filesystem;

// Each statement holds for every schema.

Instant instant_at(const Query& query, int column) {
    return std::clamp(Instant{query.integer(column)}, first_instant, last_instant);
}

std::optional<LedgerStatus::Record> last_record(Connection& connection) {
    Query query = connection.prepare(
        "SELECT e.kind, e.occurred_at, e.recorded_at, s.name, p.name, t.name, r.name FROM event AS e "
        "LEFT JOIN seat AS s ON s.id = e.seat LEFT JOIN pool AS p ON p.id = e.pool LEFT JOIN prospect AS t ON t.id = e.prospect "
        "LEFT JOIN recorder AS r ON r.id = e.recorded_by ORDER BY e.seq DESC LIMIT 1");
    if (!query.step()) return std::nullopt;
    const std::int64_t kind = query.integer(0);
    if (kind < 0 || kind >= static_cast<std::int64_t>(event_kind_count))
        query.fail_damaged({damage::BadValue::What::unknown_choice, "kind"});
    return LedgerStatus::Record{static_cast<EventKind>(kind), query.string(3),      query.string(4), query.string(5),
                                instant_at(query, 1),         instant_at(query, 2), query.string(6)};
}

std::optional<LedgerStatus::Backup> last_backup(Connection& connection) {
    if (connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'backup'") == 0) return std::nullopt;
    Query query = connection.prepare("SELECT path, made_at FROM backup ORDER BY id DESC LIMIT 1");
    if (!query.step()) return std::nullopt;
    std::error_code none;
    return LedgerStatus::Backup{query.string(0), instant_at(query, 1), fs::exists(query.string(0), none)};
}

/// Throws DamagedLedger for a copy that is not sound. Only newer schemas have the revisions by which copies are recognised.
std::unique_ptr<Connection> proved(std::unique_ptr<Connection> connection) {
    if (connection->integer("PRAGMA user_version") != newest_version()) return connection;
    OpenLedger ledger(std::move(connection));
    if (is_copy(ledger)) require_sound(ledger);
    return std::move(ledger.connection);
}

std::int64_t bytes_of(const fs::path& file) {
    std::error_code none;
    const auto bytes = fs::file_size(file, none);
    return none ? 0 : static_cast<std::int64_t>(bytes);
}

}  // namespace

LedgerStatus status_of(const fs::path& path, const OnLogFound& on_log_found) {
    std::unique_ptr<Connection> connection = connect_as_it_is(path, on_log_found);
    connection->hold_snapshot();
    connection = proved(std::move(connection));
    LedgerStatus status;
    status.info = read_info(*connection);
    status.recorder = current_user();
    status.writable = ::access(path.c_str(), W_OK) == 0;
    std::error_code none;
    status.mode = static_cast<unsigned>(fs::status(path, none).permissions() & fs::perms::mask);
    // Events are numbered without gaps.
    status.events = connection->integer("SELECT coalesce(max(seq), 0) FROM event");
    status.last_record = last_record(*connection);
    status.last_backup = last_backup(*connection);
    status.schema = static_cast<int>(connection->integer("PRAGMA user_version"));
    status.newest_schema = newest_version();
    status.first_schema = static_cast<int>(connection->integer(
        "SELECT coalesce(max(version), 0) FROM migration WHERE applied_at <= (SELECT created_at FROM ledger)"));
    status.file_bytes = bytes_of(path);
    // SQLite keeps the log beside the file that links lead to.
    status.log_bytes = bytes_of(fs::canonical(path).string() + "-wal");
    return status;
}

}  // namespace inmail::store
