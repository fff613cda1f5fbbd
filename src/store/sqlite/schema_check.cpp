#include "sqlite/schema_check.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "sqlite/migrations.hpp"
#include "sqlite/terms_table.hpp"

namespace inmail::store {

namespace {

struct SchemaObject {
    std::string type, name, sql;

    bool operator<(const SchemaObject& other) const {
        // Tables first: what belongs to a missing table is missing, too.
        return std::make_tuple(type != "table", std::tie(type, name, sql)) <
               std::make_tuple(other.type != "table", std::tie(other.type, other.name, other.sql));
    }
};

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

void check_migrations(Connection& connection, std::vector<Damage>& problems) {
    using damage::MigrationChange;
    using How = MigrationChange::How;
    for (const Migration& migration : migrations()) {
        const auto report = [&](How how) { problems.push_back({MigrationChange{how, std::string{migration.name}}}); };
        Query record = connection
                           .query(
                               "SELECT m.version, m.name, m.checksum, m.applied_at, s.hash FROM migration AS m "
                               "LEFT JOIN migration_seal AS s ON s.version = m.version WHERE m.version = ?1")
                           .with(migration.version);
        constexpr int seal = 4;
        if (!record.step()) {
            report(How::missing);
        } else if (record.is_null(seal)) {
            report(How::unsealed);
        } else if (record.text(1) != migration.name || record.text(2) != checksum_of(migration) ||
                   record.digest(seal) != seal_of(record, 0)) {
            report(How::changed);
        }
    }
    if (connection.integer("SELECT count(*) FROM migration") > newest_version())
        problems.push_back({MigrationChange{How::unknown}});
}

bool same_figures(const TermsLink& a, const TermsLink& b) {
    return a.rulebook == b.rulebook && a.title == b.title && a.plan == b.plan && a.terms == b.terms;
}

void check_terms(Connection& connection, std::vector<Damage>& problems) {
    const std::vector<TermsRow> actual = terms_from(connection, TermsOrigin::shipped);
    const std::vector<TermsRow>& expected = fresh_ledger().shipped_terms;
    const auto [at, expected_at] = std::mismatch(
        actual.begin(), actual.end(), expected.begin(), expected.end(),
        [](const TermsRow& a, const TermsRow& b) { return a.edition == b.edition && same_figures(a.link, b.link); });
    if (expected_at != expected.end()) {
        problems.push_back({damage::ShippedTermsChanged{}, damage_place(expected_at->link)});
    } else if (at != actual.end()) {
        problems.push_back({damage::ForgedShippedTerms{}, damage_place(at->link)});
    }
}

}  // namespace

std::vector<Damage> schema_changes(Connection& connection) {
    using damage::SchemaChange;
    using How = SchemaChange::How;
    const std::set<SchemaObject> actual = schema_of(connection);
    const std::set<SchemaObject> expected = schema_at(connection.integer("PRAGMA user_version"));
    const auto has_name = [](const std::set<SchemaObject>& objects, const SchemaObject& object) {
        return std::any_of(objects.begin(), objects.end(),
                           [&](const SchemaObject& o) { return o.type == object.type && o.name == object.name; });
    };
    std::vector<Damage> changes;
    for (const SchemaObject& object : expected) {
        if (actual.count(object) != 0) continue;
        const How how = has_name(actual, object) ? How::changed : How::missing;
        changes.push_back({SchemaChange{how, object.type, object.name}});
    }
    for (const SchemaObject& object : actual) {
        if (!has_name(expected, object)) changes.push_back({SchemaChange{How::foreign, object.type, object.name}});
    }
    return changes;
}

std::vector<Damage> changes_of_shipped_rows(Connection& connection) {
    std::vector<Damage> changes;
    check_migrations(connection, changes);
    check_terms(connection, changes);
    return changes;
}

}  // namespace inmail::store
