#include "sqlite/schema_check.hpp"

#include <set>
#include <string>

#include "schema_changes.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/terms_table.hpp"

namespace inmail::store {

namespace {

std::set<SchemaObject> schema_of(Connection& connection) {
    std::set<SchemaObject> objects;
    // ANALYZE may be run on a ledger and creates the excluded tables.
    Query query = connection.prepare(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_schema "
        "WHERE NOT (type = 'table' AND name GLOB 'sqlite_stat[14]')");
    while (query.step()) objects.insert({query.string(0), query.string(1), query.string(2)});
    return objects;
}

/// What every ledger of the newest schema begins with.
struct FreshLedger {
    std::set<SchemaObject> schema;
    std::vector<TermsRow> shipped_terms;
};

/// Made once: the migrations take longer than the check of a small ledger.
const FreshLedger& fresh_ledger() {
    static const FreshLedger made = [] {
        Connection fresh(Connection::InMemory{"of the newest schema"});
        migrate(fresh, first_instant);
        return FreshLedger{schema_of(fresh), terms_from(fresh, TermsOrigin::shipped)};
    }();
    return made;
}

/// The schema that the migrations up to `version` make.
std::set<SchemaObject> schema_at(std::int64_t version) {
    if (version == newest_version()) return fresh_ledger().schema;
    Connection fresh(Connection::InMemory{"of the ledger's schema"});
    migrate(fresh, first_instant, version);
    return schema_of(fresh);
}

std::vector<MigrationRecord> migration_records(Connection& connection) {
    std::vector<MigrationRecord> records;
    Query query = connection.prepare(
        "SELECT m.version, m.name, m.checksum, m.applied_at, s.hash FROM migration AS m "
        "LEFT JOIN migration_seal AS s ON s.version = m.version");
    while (query.step()) {
        records.push_back({query.integer(0), query.string(1), query.string(2), Instant{query.integer(3)},
                           query.is_null(4) ? std::nullopt : std::optional{query.digest(4)}});
    }
    return records;
}

}  // namespace

std::vector<Damage> schema_changes(Connection& connection) {
    return schema_changes(schema_at(connection.integer("PRAGMA user_version")), schema_of(connection));
}

std::vector<Damage> changes_of_shipped_rows(Connection& connection) {
    std::vector<Damage> changes = migration_changes(migrations(), migration_records(connection));
    if (auto change = change_of_shipped_terms(shipped_terms(), terms_from(connection, TermsOrigin::shipped)))
        changes.push_back(*std::move(change));
    return changes;
}

const std::vector<TermsRow>& shipped_terms() { return fresh_ledger().shipped_terms; }

}  // namespace inmail::store
