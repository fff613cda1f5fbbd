// What only a ledger on a server has: rights, a clock, a connection that breaks.

#include <string>

#include "inmail/core/damage.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "store/postgres/server_ledger.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

TEST_CASE("a database without a ledger, or with one already, is refused") {
    const TestDatabase database;
    CHECK_THROWS_AS(store::open(database.location(), Access::read), InvalidLedgerRequest);
    CHECK_THROWS_AS(store::open(database.location(), Access::write), InvalidLedgerRequest);
    CHECK_THROWS_AS(store::create(database.location(), "no-such-rulebook", "UTC", new_year), InvalidLedgerRequest);
    CHECK_THROWS_AS(store::open(database.location(), Access::read), InvalidLedgerRequest);  // nothing of it stayed
    store::create(database.location(), "linkedin", "Europe/Madrid", new_year);
    CHECK(store::open(database.location(), Access::read)->info().zone == "Europe/Madrid");
    CHECK_THROWS_AS(store::create(database.location(), "linkedin", "UTC", new_year), RefusedByLedger);
}

TEST_CASE("a database that is not in UTF8 is refused") {
    const TestDatabase database("template0 ENCODING 'LATIN1'");
    CHECK_THROWS_AS(store::create(database.location(), "linkedin", "UTC", new_year), InvalidLedgerRequest);
}

TEST_CASE("a ledger that a newer program made is not opened") {
    const OnServer ledger;
    ledger.database.run("INSERT INTO inmail.migration VALUES (999, '0999_later', 'x', 0)");
    CHECK_THROWS_AS(ledger.open(), DamagedLedger);
}

TEST_CASE("the server's clock says when an event was recorded, whatever a client says (RULES section 2)") {
    const TestDatabase database;
    store::create(database.location(), "linkedin", "UTC", new_year);
    const auto store = store::open(database.location(), Access::write);
    const std::int64_t before = std::stoll(database.value("floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint"));
    const auto transaction = store->begin(day(-9'999), "send");
    transaction->append(with_key(subscribe("ana", day(0)), "start"));
    transaction->commit();
    CHECK(store->find_event("start")->recorded_at.value >= before);
}

TEST_CASE("who has no rights to a ledger reads nothing and records nothing") {
    const OnServer ledger;
    ledger.record({subscribe("ana", day(0))});
    ledger.database.run("DROP ROLE IF EXISTS stranger; CREATE ROLE stranger LOGIN; GRANT USAGE ON SCHEMA inmail TO stranger");
    CHECK_THROWS_AS(store::open(ledger.database.location("stranger"), Access::read), MachineFailure);
    CHECK_THROWS_AS(store::open(ledger.database.location("stranger"), Access::write), MachineFailure);
    // Not even with the right to read may they call what writes.
    ledger.database.run(
        "GRANT SELECT ON ALL TABLES IN SCHEMA inmail TO stranger; "
        "GRANT EXECUTE ON FUNCTION inmail.next_own_batch(), inmail.clock(bigint) TO stranger");
    const auto store = store::open(ledger.database.location("stranger"), Access::write);
    const auto transaction = store->begin(day(1), "send");
    transaction->append(send("ana", "x", day(1)));
    CHECK_THROWS_AS(transaction->commit(), Refusal);
    CHECK(ledger.open()->extent().events == 1);
}

TEST_CASE("only the owner says what another ledger recorded") {
    const OnServer ledger;
    ledger.database.run("DROP ROLE IF EXISTS clerk; CREATE ROLE clerk LOGIN");
    ledger.open(Access::write)->server()->grant({"clerk", MemberRole::manager});
    const auto store = store::open(ledger.database.location("clerk"), Access::write);
    {
        const auto transaction = store->begin(day(1), "send");
        transaction->append(with_key(subscribe("ana", day(0)), "own"));
        transaction->commit();
        CHECK(store->find_event("own")->recorded_by == "clerk");
    }
    const Provenance forged{day(1), "ana", ""};
    const auto transaction = store->begin(day(1), "send");
    transaction->append(send("ana", "x", day(1)), &forged);
    CHECK_THROWS_AS(transaction->commit(), RefusedByLedger);
    CHECK(ledger.open()->extent().events == 1);
}

TEST_CASE("not even the owner changes or removes a row by mistake") {
    const OnServer ledger;
    ledger.record({with_key(subscribe("ana", day(0)), "start"), send("ana", "x", day(1))});
    for (const char* change : {"UPDATE inmail.event SET occurred_at = 0", "DELETE FROM inmail.event", "TRUNCATE inmail.event",
                               "DELETE FROM inmail.prospect", "DELETE FROM inmail.head", "UPDATE inmail.seat SET name = 'eve'",
                               "UPDATE inmail.terms SET cap = 0 WHERE edition = 1"}) {
        INFO(change);
        CHECK_THROWS(ledger.database.run(change));
    }
    CHECK(ledger.open()->find_event("start")->at == day(0));
}

TEST_CASE("a connection that broke before the commit is made again, and the event is there once") {
    const OnServer ledger;
    const auto store = ledger.open(Access::write);
    const auto transaction = store->begin(day(1), "send");
    transaction->append(with_key(subscribe("ana", day(0)), "start"));
    ledger.database.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid()");
    transaction->commit();
    CHECK(recorded_keys(*store) == std::vector<std::string>{"start"});
}

TEST_CASE("after a connection broke, a write on an old head is told so") {
    const OnServer ledger;
    const auto store = ledger.open(Access::write);
    const auto transaction = store->begin(day(1), "send");
    transaction->append(with_key(subscribe("ana", day(0)), "start"));
    ledger.record({subscribe("ben", day(0))});
    ledger.database.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid()");
    CHECK_THROWS_AS(transaction->commit(), HeadMoved);
    CHECK(ledger.open()->extent().events == 1);
}
