#include "postgres/migrate.hpp"

#include "inmail/chain/chain.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "postgres/migrations.hpp"

namespace inmail::store::postgres {

namespace {

/// Whether another session has the lock of `migrate_ledger`.
bool is_being_migrated(Connection& connection) {
    return connection
        .ask({"SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_database AS d ON d.oid = l.database "
              "JOIN pg_catalog.pg_class AS t ON t.oid = l.relation JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace "
              "WHERE d.datname = current_database() AND n.nspname = 'inmail' AND t.relname = 'migration' "
              "AND l.mode = 'AccessExclusiveLock' AND l.granted AND l.pid <> pg_backend_pid())"})
        .flag(0, 0);
}

}  // namespace

void apply(Connection& connection, const Migration& migration, Instant now) {
    connection.run_script(std::string(migration.sql));
    const std::string checksum = checksum_of(migration);
    const std::int64_t version = migration.version;
    const std::string name(migration.name);
    connection.ask_all(
        {{"INSERT INTO inmail.migration (version, name, checksum, applied_at) VALUES ($1::integer, $2, $3, $4::bigint)",
          {version, name, checksum, now}},
         {"INSERT INTO inmail.migration_seal (version, hash) VALUES ($1::integer, $2::bytea)",
          {version, Chain().seal(version, name, checksum, now)}}});
}

Question schema_question() { return {"SELECT version, name FROM migration ORDER BY version DESC LIMIT 1"}; }

int schema_version(const Answer& answer, const Connection& connection) {
    ensure(answer.rows() == 1, "a ledger has migrations");
    const auto version = static_cast<int>(answer.integer(0, 0));
    if (version > newest_version()) {
        throw DamagedLedger({damage::FromNewerProgram{answer.string(0, 1), std::string(migrations().back().name)}},
                            connection.name());
    }
    return version;
}

void explain_failure(Connection& connection, const ServerFailure& failure) {
    using ledger_fault::LedgerOnServer;
    using machine_fault::ServerUnusable;
    if (failure.state() == query_canceled || failure.state() == lock_not_available) {
        connection.ask_later({"ROLLBACK"});
        if (is_being_migrated(connection)) {
            throw ServerFailure({ServerUnusable::Why::being_migrated, connection.name()}, failure.state());
        }
        return;
    }
    if (failure.state() != undefined_table && failure.state() != insufficient_privilege) return;
    connection.ask_later({"ROLLBACK"});
    const Answer answer = connection.ask(
        {"SELECT session_user::text, EXISTS (SELECT 1 FROM pg_catalog.pg_class AS t JOIN pg_catalog.pg_namespace AS n "
         "ON n.oid = t.relnamespace WHERE n.nspname = 'inmail' AND t.relname = 'head'), (SELECT w.name FROM "
         "pg_catalog.pg_namespace "
         "AS n CROSS JOIN unnest(ARRAY['ledger', 'rulebook', 'migration']) AS w (name) WHERE n.nspname = 'inmail' "
         "AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class AS t "
         "WHERE t.relnamespace = n.oid AND t.relname = w.name) LIMIT 1)"});
    if (!answer.flag(0, 1)) throw InvalidLedgerRequest(LedgerOnServer{LedgerOnServer::Why::no_ledger, connection.name()});
    // Who may look into the schema of a ledger finds its tables there, unless they were removed or the schema is another
    // program's.
    if (!answer.is_null(0, 2)) {
        using damage::SchemaChange;
        throw DamagedLedger({SchemaChange{SchemaChange::How::missing, "table", "inmail." + answer.string(0, 2)}},
                            connection.name());
    }
    throw ServerFailure({ServerUnusable::Why::no_rights, connection.name(), answer.string(0, 0)}, failure.state());
}

Migrated migrate_ledger(const std::string& location, Instant now) {
    Connection connection(location);
    connection.ask({"BEGIN"});
    Migrated migrated;
    try {
        // Keeps out who opens the ledger meanwhile.
        connection.ask({"LOCK TABLE migration IN ACCESS EXCLUSIVE MODE"});
        migrated.from = schema_version(connection.ask(schema_question()), connection);
    } catch (const ServerFailure& failure) {
        explain_failure(connection, failure);
        throw;
    }
    // What a superuser makes for the owner is the owner's: the functions run with the rights of who made them.
    connection.ask(
        {"SELECT set_config('role', (SELECT r.rolname FROM pg_catalog.pg_roles AS r JOIN pg_catalog.pg_namespace AS n "
         "ON n.nspowner = r.oid WHERE n.nspname = 'inmail'), true)"});
    for (const Migration& migration : migrations()) {
        if (migration.version > migrated.from) apply(connection, migration, now);
    }
    // Who has opened it before judges again, and finds that the schema is newer.
    if (migrated.from < newest_version())
        connection.ask({"UPDATE inmail.head SET writer = pg_current_xact_id(), other_writer = pg_current_xact_id()"});
    connection.ask(commit_question());
    migrated.to = newest_version();
    return migrated;
}

}  // namespace inmail::store::postgres
