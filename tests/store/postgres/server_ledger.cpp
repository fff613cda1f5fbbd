#include "store/postgres/server_ledger.hpp"

#include <cstdlib>
#include <stdexcept>

#include "postgres/connection.hpp"
#include "postgres/create_ledger.hpp"

namespace inmail::test {

namespace {

using store::postgres::Connection;

const char* const believe_clients =
    "CREATE OR REPLACE FUNCTION inmail.clock(told_at bigint) RETURNS bigint LANGUAGE sql AS 'SELECT told_at'";

std::string location_of(const std::string& database, const std::string& user = {}) {
    const char* server = std::getenv("INMAIL_TEST_SERVER");
    if (server == nullptr) throw std::runtime_error("run the test by tests/store/postgres/with-server");
    return "postgresql:///" + database + "?host=" + server + (user.empty() ? "" : "&user=" + user);
}

/// Made anew each time: a test may have killed the server meanwhile.
Connection administration() { return Connection(location_of("postgres")); }

/// The database that the others are copies of: to make a ledger takes longer.
const TestDatabase& model() {
    static const TestDatabase database;
    static const bool made = [] {
        store::create(database.location(), "linkedin", "Europe/Madrid", new_year);
        database.run(believe_clients);
        return true;
    }();
    static_cast<void>(made);
    return database;
}

}  // namespace

TestDatabase::TestDatabase(const std::string& like) {
    static int made = 0;
    name_ = "ledger_" + std::to_string(++made);
    administration().run_script("CREATE DATABASE " + name_ + " TEMPLATE " + like);
}

TestDatabase::~TestDatabase() {
    try {
        administration().run_script("DROP DATABASE " + name_ + " WITH (FORCE)");
    } catch (const std::exception&) {
        // The server goes after the tests, with all that is in it.
    }
}

std::string TestDatabase::location(const std::string& user) const { return location_of(name_, user); }

void TestDatabase::run(const std::string& sql) const { Connection(location()).run_script(sql); }

std::string TestDatabase::value(const std::string& query) const {
    return Connection(location()).ask({"SELECT (" + query + ")::text"}).string(0, 0);
}

OnServer::OnServer() : database(model().name()) {}

OnServer::OnServer(const LedgerInfo& info) {
    store::postgres::create_ledger(database.location(), info);
    database.run(believe_clients);
}

void OnServer::add_members() const {
    for (const char* user : {"ana", "mia", "aud"}) {
        database.run("DO $$ BEGIN CREATE ROLE " + std::string(user) +
                     " LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
    }
    const auto store = open(store::Access::write);
    store->server()->grant({"ana", MemberRole::rep, "ana"});
    store->server()->grant({"mia", MemberRole::manager});
    store->server()->grant({"aud", MemberRole::auditor});
}

}  // namespace inmail::test
