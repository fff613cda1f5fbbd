#include "migrations.hpp"

#include <utility>

#include "chain.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::ledger {

namespace {

/// The first schema that has seals.
constexpr int sealing_version = 3;

void seal(Connection& connection) {
    std::vector<std::pair<std::int64_t, Digest>> unsealed;
    {
        Query records = connection.prepare("SELECT version, name, checksum, applied_at FROM migration "
                                           "WHERE version NOT IN (SELECT version FROM migration_seal) ORDER BY version");
        while (records.step()) unsealed.emplace_back(records.integer(0), seal_of(records, 0));
    }
    for (const auto& [version, hash] : unsealed) {
        connection.query("INSERT INTO migration_seal (version, hash) VALUES (?1, ?2)").with(version, hash).run();
    }
}

void apply(Connection& connection, const Migration& migration, Instant now) {
    connection.exec("BEGIN IMMEDIATE");
    try {
        // Another process may have been here while this one waited for the lock.
        if (connection.integer("PRAGMA user_version") < migration.version) {
            connection.exec(std::string{migration.sql});
            connection.query("INSERT INTO migration (version, name, checksum, applied_at) VALUES (?1, ?2, ?3, ?4)")
                .with(migration.version, std::string{migration.name}, checksum_of(migration), now)
                .run();
            if (migration.version >= sealing_version) seal(connection);
            connection.exec("PRAGMA user_version = " + std::to_string(migration.version));
        }
        connection.exec("COMMIT");
    } catch (...) {
        if (connection.in_transaction()) connection.exec("ROLLBACK");
        throw;
    }
}

}  // namespace

Digest seal_of(const Query& record, int column) {
    return Chain().seal(record.integer(column), record.text(column + 1), record.text(column + 2), Instant{record.integer(column + 3)});
}

std::string checksum_of(const Migration& migration) { return to_hex(sha256(migration.sql)); }

void migrate(Connection& connection, Instant now) {
    const std::int64_t version = connection.integer("PRAGMA user_version");
    for (const Migration& migration : migrations()) {
        if (migration.version > version) apply(connection, migration, now);
    }
}

}  // namespace inmail::ledger
