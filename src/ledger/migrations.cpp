#include "migrations.hpp"

#include "inmail/core/errors.hpp"

namespace inmail::ledger {

namespace {

void apply(Connection& connection, const Migration& migration, Instant now) {
    connection.exec("BEGIN IMMEDIATE");
    try {
        // Another process may have been here while this one waited for the lock.
        if (connection.integer("PRAGMA user_version") < migration.version) {
            connection.exec(std::string{migration.sql});
            connection.query("INSERT INTO migration (version, name, checksum, applied_at) VALUES (?1, ?2, ?3, ?4)")
                .with(migration.version, std::string{migration.name}, checksum_of(migration), now)
                .run();
            connection.exec("PRAGMA user_version = " + std::to_string(migration.version));
        }
        connection.exec("COMMIT");
    } catch (...) {
        if (connection.in_transaction()) connection.exec("ROLLBACK");
        throw;
    }
}

}  // namespace

std::string checksum_of(const Migration& migration) { return to_hex(sha256(migration.sql)); }

void migrate(Connection& connection, Instant now) {
    const std::int64_t version = connection.integer("PRAGMA user_version");
    for (const Migration& migration : migrations()) {
        if (migration.version > version) apply(connection, migration, now);
    }
}

}  // namespace inmail::ledger
