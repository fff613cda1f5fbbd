// What `verify` finds in a ledger on a server, whoever changed it, and who may ask.

#include <string>
#include <vector>

#include "inmail/core/ledger_faults.hpp"
#include "store/postgres/server_ledger.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

namespace {

/// A ledger of a few events and a user's own terms, with a member of each role: the users ana, mia and aud.
class Guarded {
  public:
    Guarded() {
        ledger.record({with_key(subscribe("ana", day(0)), "start"), with_key(send("ana", "jane", day(1)), "mail")}, day(2));
        ledger.import_own_terms("gold", day(3));
        ledger.record({with_key(reply("ana", "jane", day(4)), "answer"), with_key(send("ana", "cem", day(5)), "last")}, day(6));
        ledger.add_members();
    }

    /// One a line; empty: sound.
    [[nodiscard]] std::string problems(const std::string& user = {}, const std::string& known_head = {}) const {
        const auto store = store::open(ledger.database.location(user), Access::read);
        std::string text;
        for (const std::string& problem : verified(*store, known_head)) {
            // Tests have the server's clock believe them.
            if (problem.find("inmail.clock") == std::string::npos) text += problem + "\n";
        }
        return text;
    }
    /// As the owner, who can have no trigger run.
    void tamper(const std::string& sql) const {
        ledger.database.run("SET search_path = inmail, pg_temp; SET session_replication_role = replica; " + sql);
    }

    const OnServer ledger;
};

}  // namespace

TEST_CASE("an untouched ledger is sound for the owner, a manager and an auditor, with the head that it has") {
    const Guarded guarded;
    const std::string head = guarded.ledger.open()->extent().head;
    for (const char* user : {"", "mia", "aud"}) {
        INFO(user);
        CHECK(guarded.problems(user) == "");
        CHECK(guarded.problems(user, head) == "");
    }
}

TEST_CASE("a rep is told who may verify") {
    const Guarded guarded;
    try {
        static_cast<void>(guarded.problems("ana"));
        FAIL("a rep that may verify");
    } catch (const RefusedByLedger& refusal) {
        CHECK(std::get<ledger_refusal::NotAllowed>(refusal.reason()).why == ledger_refusal::NotAllowed::Why::part_of_ledger);
    }
}

TEST_CASE("what the owner changes in the rows is found and named") {
    struct Case {
        const char* what;
        const char* sql;
        const char* found;
    };
    const Case cases[] = {
        {"an event changed", "UPDATE event SET occurred_at = occurred_at + 1 WHERE key = 'mail'", "Event 2 (key mail)"},
        {"a key changed", "UPDATE event SET key = 'other' WHERE key = 'mail'", "Event 2 (key other)"},
        {"a note added", "UPDATE event SET note = 'x' WHERE key = 'answer'", "Event 3 (key answer)"},
        {"text that hashes like none", "UPDATE event SET note = '' WHERE key = 'answer'", "empty text"},
        {"a currency without a price", "UPDATE event SET currency = 'EUR' WHERE key = 'answer'", "a price without its currency"},
        {"an event removed", "DELETE FROM event WHERE key = 'mail'", "Event 2 is missing"},
        {"the last event removed", "DELETE FROM event WHERE key = 'last'", "head is not the last link"},
        {"a hash changed", "UPDATE event SET hash = sha256('x') WHERE key = 'last'", "Event 4 (key last)"},
        {"the head changed", "UPDATE head SET hash = sha256('x')", "head is not the last link"},
        {"the head counts another event", "UPDATE head SET seq = 3", "head is not the last link"},
        {"a seat renamed", "UPDATE seat SET name = 'eve' WHERE name = 'ana'", "Event 1 (key start)"},
        {"a prospect renamed", "UPDATE prospect SET name = 'joan' WHERE name = 'jane'", "Event 2 (key mail)"},
        {"a prospect filed under another key", "INSERT INTO earlier_spelling VALUES (1, 'x')", "is not found by its name"},
        {"who recorded it", "UPDATE recorder SET name = 'nobody'", "Event 1 (key start)"},
        {"a batch's command", "UPDATE batch SET command = 'send' WHERE id = 1", "Event 1 (key start)"},
        {"a user's terms changed", "UPDATE terms SET cap = cap + 1 WHERE edition = 0", "imported as the terms of gold"},
        {"a user's terms removed", "DELETE FROM terms WHERE edition = 0", "Event 3 (key answer)"},
        {"shipped terms changed", "UPDATE terms SET cap = cap + 1 WHERE id = 1", "terms of free in the rulebook linkedin"},
        {"shipped terms removed", "DELETE FROM terms WHERE id = 1", "terms of free in the rulebook linkedin"},
        {"a name added", "INSERT INTO seat VALUES (99, 'zoe')", "seat"},
        {"a migration's record changed", "UPDATE migration SET checksum = 'x' WHERE version = 2", "0002_append"},
        {"a migration's seal removed", "DELETE FROM migration_seal WHERE version = 2", "0002_append"},
    };
    for (const Case& c : cases) {
        INFO(c.what);
        const Guarded guarded;
        guarded.tamper(c.sql);
        const std::string problems = guarded.problems();
        INFO(problems);
        CHECK(problems.find(c.found) != std::string::npos);
        CHECK(guarded.problems("aud") == problems);
    }
}

TEST_CASE("what the owner changes in the catalog is found and named") {
    struct Case {
        const char* sql;
        const char* found;
    };
    const Case cases[] = {
        {"CREATE OR REPLACE FUNCTION my_role() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = inmail, "
         "pg_temp "
         "AS 'SELECT ''owner''::text'",
         "function inmail.my_role() was changed"},
        {"ALTER FUNCTION append_events(jsonb) SECURITY INVOKER", "function inmail.append_events(jsonb) was changed"},
        {"ALTER FUNCTION append_events(jsonb) RESET ALL", "function inmail.append_events(jsonb) was changed"},
        {"DROP FUNCTION pending_with(text)", "function inmail.pending_with(text) is missing"},
        {"CREATE FUNCTION trap() RETURNS integer LANGUAGE sql AS 'SELECT 1'", "function inmail.trap() does not belong"},
        {"CREATE TABLE trap (x integer)", "table inmail.trap does not belong"},
        {"ALTER TABLE event ADD COLUMN trap integer", "table inmail.event was changed"},
        {"ALTER TABLE event DROP CONSTRAINT event_kind_check", "table inmail.event was changed"},
        {"ALTER TABLE event ALTER COLUMN key DROP NOT NULL", "table inmail.event was changed"},
        {"CREATE TABLE public.trap () INHERITS (event)", "table inmail.event was changed"},
        {"ALTER TABLE secret SET UNLOGGED", "table inmail.secret was changed"},
        {"DROP INDEX event_void", "index event_void is missing"},
        {"ALTER TABLE event DISABLE TRIGGER nothing_changes", "trigger nothing_changes of inmail.event was changed"},
        {"ALTER TABLE batch DISABLE TRIGGER ALL", "table inmail.batch was changed"},
        {"DROP TRIGGER nothing_changes ON event", "trigger nothing_changes of inmail.event is missing"},
        {"CREATE RULE trap AS ON INSERT TO event DO INSTEAD NOTHING", "rule trap of inmail.event does not belong"},
        {"ALTER TABLE event ENABLE ROW LEVEL SECURITY", "table inmail.event was changed"},
        {"CREATE POLICY trap ON event USING (false)", "policy trap of inmail.event does not belong"},
        {"CREATE OR REPLACE VIEW inmail_rep.seat WITH (security_barrier) AS SELECT id, name FROM seat",
         "view inmail_rep.seat was changed"},
        {"ALTER VIEW inmail_rep.event SET (security_barrier = false)", "view inmail_rep.event was changed"},
        {"CREATE VIEW inmail_rep.trap AS SELECT * FROM event", "view inmail_rep.trap does not belong"},
        {"CREATE TYPE trap AS (x integer)", "type inmail.trap does not belong"},
        {"ALTER TABLE event OWNER TO eve", "table inmail.event was changed"},
        {"GRANT SELECT ON event TO eve", "right SELECT of eve on inmail.event does not belong"},
        {"GRANT SELECT (note) ON event TO eve", "right SELECT of eve on inmail.event.note does not belong"},
        {"GRANT INSERT ON event TO mia", "right INSERT of mia on inmail.event does not belong"},
        {"GRANT SELECT ON event TO mia WITH GRANT OPTION", "right SELECT of mia on inmail.event does not belong"},
        {"GRANT USAGE ON SCHEMA inmail TO ana", "right USAGE of ana on inmail does not belong"},
        {"GRANT EXECUTE ON FUNCTION append_terms(jsonb, text) TO aud",
         "right EXECUTE of aud on inmail.append_terms(jsonb, text) does not belong"},
        {"GRANT EXECUTE ON FUNCTION opaque(text) TO PUBLIC", "right EXECUTE of PUBLIC on inmail.opaque(text) does not belong"},
        {"REVOKE SELECT ON inmail_rep.event FROM ana", "right SELECT of ana on inmail_rep.event is missing"},
        {"INSERT INTO member VALUES ('eve', 'auditor', NULL)", "right SELECT of eve on inmail.event is missing"},
    };
    const TestDatabase roles;
    roles.run("DO $$ BEGIN CREATE ROLE eve LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
    for (const Case& c : cases) {
        INFO(c.sql);
        const Guarded guarded;
        guarded.ledger.database.run("SET search_path = inmail, pg_temp; " + std::string(c.sql));
        const std::string problems = guarded.problems();
        INFO(problems);
        CHECK(problems.find(c.found) != std::string::npos);
    }
}

TEST_CASE("a last event that was removed, and the head set back, is found by a head that was noted down alone") {
    const Guarded guarded;
    const std::string head = guarded.ledger.open()->extent().head;
    guarded.tamper(
        "DELETE FROM event WHERE key = 'last'; DELETE FROM prospect WHERE name = 'cem'; "
        "UPDATE head SET seq = e.seq, hash = e.hash, recorded_at = e.recorded_at, event_recorded_at = e.recorded_at "
        "FROM event AS e WHERE e.key = 'answer'");
    CHECK(guarded.problems() == "");
    CHECK(guarded.problems("aud", head).find("head that --head knows") != std::string::npos);
}

TEST_CASE("an index that differs from its table is found where the server has amcheck") {
    const Guarded guarded;
    {
        const auto store = guarded.ledger.open();
        CHECK(verified(*store).size() == 1);  // the clock of the tests
        CHECK(!store->maintenance()->checked_indexes());
    }
    guarded.ledger.database.run("CREATE EXTENSION amcheck SCHEMA public");
    {
        const auto store = guarded.ledger.open();
        CHECK(verified(*store).size() == 1);
        CHECK(store->maintenance()->checked_indexes());
        const auto as_manager = store::open(guarded.ledger.database.location("mia"), Access::read);
        CHECK(verified(*as_manager).size() == 1);
        CHECK(!as_manager->maintenance()->checked_indexes());
    }
    // The index says that it is whole, and lacks what was recorded meanwhile.
    guarded.ledger.database.run("UPDATE pg_index SET indisready = false WHERE indexrelid = 'inmail.event_by_time'::regclass");
    guarded.ledger.record({send("ana", "dan", day(7))}, day(7));
    guarded.ledger.database.run("UPDATE pg_index SET indisready = true WHERE indexrelid = 'inmail.event_by_time'::regclass");
    CHECK(guarded.problems().find("index event_by_time of the table event differs from the table") != std::string::npos);
}
