#include "postgres/create_ledger.hpp"

#include <algorithm>
#include <vector>

#include "inmail/chain/chain.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "postgres/migrate.hpp"
#include "postgres/migrations.hpp"

namespace inmail::store::postgres {

namespace {

void require_utf8(Connection& connection) {
    const Answer answer = connection.ask({"SELECT current_setting('server_encoding')"});
    using ledger_fault::LedgerOnServer;
    if (answer.text(0, 0) != "UTF8") throw InvalidLedgerRequest(LedgerOnServer{LedgerOnServer::Why::not_utf8, connection.name()});
}

void require_rulebook(Connection& connection, const std::string& name) {
    const Answer answer = connection.ask({"SELECT name FROM inmail.rulebook ORDER BY id"});
    std::vector<std::string> known;
    for (int row = 0; row < answer.rows(); ++row) known.push_back(answer.string(row, 0));
    if (std::find(known.begin(), known.end(), name) == known.end())
        throw InvalidLedgerRequest(ledger_fault::NoSuchRulebook{name, std::move(known)});
}

/// Throws why somebody may not make a ledger: the server looks at the user's rights before it looks for another ledger.
void explain_no_rights(Connection& connection, const ServerFailure& failure) {
    connection.ask_later({"ROLLBACK"});
    const Answer answer =
        connection.ask({"SELECT session_user::text, EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'inmail')"});
    using ledger_refusal::PathTaken;
    if (answer.flag(0, 1)) throw RefusedByLedger(PathTaken{PathTaken::By::ledger, connection.name()});
    using machine_fault::ServerUnusable;
    throw ServerFailure({ServerUnusable::Why::cannot_create, connection.name(), answer.string(0, 0)}, failure.state());
}

}  // namespace

void create_schema(Connection& connection, Instant now) {
    require_utf8(connection);
    connection.ask({"BEGIN"});
    try {
        for (const Migration& migration : migrations()) apply(connection, migration, now);
    } catch (const ServerFailure& failure) {
        using ledger_refusal::PathTaken;
        if (failure.state() == duplicate_schema) throw RefusedByLedger(PathTaken{PathTaken::By::ledger, connection.name()});
        if (failure.state() == insufficient_privilege) explain_no_rights(connection, failure);
        throw;
    }
}

void create_ledger(const std::string& location, const LedgerInfo& info) {
    Connection connection(location);
    create_schema(connection, info.created_at);
    require_rulebook(connection, info.default_rulebook);
    connection.ask_all(
        {{"INSERT INTO inmail.ledger (only_row, id, default_rulebook, zone, created_at) "
          "SELECT 1, $1, id, $3, $4::bigint FROM inmail.rulebook WHERE name = $2",
          {info.id, info.default_rulebook, info.zone, info.created_at}},
         {"INSERT INTO inmail.head (only_row, seq, hash, writer) VALUES (1, 0, $1::bytea, '0')", {Chain().origin(info)}},
         commit_question()});
}

}  // namespace inmail::store::postgres
