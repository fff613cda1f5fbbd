#include "sqlite/migrations.hpp"

#include <sqlite3.h>

#include <utility>

#include "inmail/chain/chain.hpp"
#include "inmail/chain/event_key.hpp"
#include "inmail/core/damage.hpp"
#include "sqlite/dictionary.hpp"
#include "sqlite/key_column.hpp"
#include "sqlite/revision.hpp"

namespace inmail::store {

namespace {

/// The first schema that has seals.
constexpr int sealing_version = 3;

/// The seal of a row of `migration`. Its version, name, checksum and applied_at come first.
Digest seal_of(const Query& record) {
    return Chain().seal(record.integer(0), record.text(1), record.text(2), Instant{record.integer(3)});
}

void seal(Connection& connection) {
    std::vector<std::pair<std::int64_t, Digest>> unsealed;
    {
        Query records = connection.prepare(
            "SELECT version, name, checksum, applied_at FROM migration "
            "WHERE version NOT IN (SELECT version FROM migration_seal) ORDER BY version");
        while (records.step()) unsealed.emplace_back(records.integer(0), seal_of(records));
    }
    for (const auto& [version, hash] : unsealed) {
        connection.query("INSERT INTO migration_seal (version, hash) VALUES (?1, ?2)").with(version, hash).run();
    }
}

std::string_view text_of(sqlite3_value* value) {
    const void* text = sqlite3_value_blob(value);
    return {static_cast<const char*>(text), static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

void stored_key(sqlite3_context* context, int, sqlite3_value** arguments) {
    const StoredKey key(text_of(*arguments));
    const auto bytes = static_cast<int>(key.bytes().size());
    if (key.is_packed())
        sqlite3_result_blob(context, key.bytes().data(), bytes, SQLITE_TRANSIENT);
    else
        sqlite3_result_text(context, key.bytes().data(), bytes, SQLITE_TRANSIENT);
}

void name_hash(sqlite3_context* context, int, sqlite3_value** arguments) {
    sqlite3_result_int64(context, Prospects::hash_of(text_of(*arguments)));
}

void other_key_hash(sqlite3_context* context, int, sqlite3_value** arguments) {
    const auto hash = Prospects::other_key_hash_of(std::string(text_of(*arguments)));
    if (hash) sqlite3_result_int64(context, *hash);
}

/// Shrinks the file if rebuilt tables left much of it unused.
void shrink(Connection& connection) {
    constexpr std::int64_t min_share = 4;  // at least one page in this many is unused
    if (connection.integer("PRAGMA freelist_count") * min_share < connection.integer("PRAGMA page_count")) return;
    try {
        connection.exec("VACUUM");
    } catch (const std::exception&) {
        // Another process is writing, the disk is full, or the file is damaged, which `verify` reports. Later events will use
        // the free pages.
    }
}

void apply(Connection& connection, const Migration& migration, Instant now) {
    connection.exec("BEGIN IMMEDIATE");
    try {
        // Another process may have migrated while this one waited for the lock.
        if (connection.integer("PRAGMA user_version") < migration.version) {
            if (migration.version > first_version_with_revisions) start_unproved_revision(connection);
            connection.exec(std::string{migration.sql});
            connection.query("INSERT INTO migration (version, name, checksum, applied_at) VALUES (?1, ?2, ?3, ?4)")
                .with(migration.version, std::string{migration.name}, checksum_of(migration), now)
                .run();
            if (migration.version >= sealing_version) seal(connection);
            if (Query loose = connection.prepare("PRAGMA foreign_key_check"); loose.step()) {
                throw DamagedLedger({damage::LooseReference{loose.string(0), loose.integer(1), loose.string(2)}},
                                    connection.path());
            }
            connection.exec("PRAGMA user_version = " + std::to_string(migration.version));
        }
        connection.exec("COMMIT");
        connection.mark_written();
    } catch (...) {
        if (connection.in_transaction()) connection.exec("ROLLBACK");
        throw;
    }
}

}  // namespace

void define_functions(Connection& connection) {
    connection.define("stored_key", stored_key);
    connection.define("name_hash", name_hash);
    connection.define("other_key_hash", other_key_hash);
}

void migrate(Connection& connection, Instant now, std::int64_t to) {
    const std::int64_t version = connection.integer("PRAGMA user_version");
    if (version >= to) return;
    define_functions(connection);
    // Rebuilding a table drops one that others refer to, so apply() checks the references afterwards.
    connection.exec("PRAGMA foreign_keys = OFF");
    for (const Migration& migration : migrations()) {
        if (migration.version > version && migration.version <= to) apply(connection, migration, now);
    }
    connection.exec("PRAGMA foreign_keys = ON");
    shrink(connection);
}

}  // namespace inmail::store
