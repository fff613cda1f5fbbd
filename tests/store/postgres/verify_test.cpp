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
        {"when it was recorded", "UPDATE event SET recorded_at = recorded_at - 1 WHERE key = 'mail'", "Event 2 (key mail)"},
        {"a salt changed", "UPDATE prospect SET salt = substring(sha256('x') FROM 1 FOR 16) WHERE name = 'jane'",
         "Event 2 (key mail)"},
        {"an event of another seat", "INSERT INTO seat VALUES (2, 'zoe'); UPDATE event SET seat = 2 WHERE key = 'mail'",
         "Event 2 (key mail)"},
        {"an event in a team", "INSERT INTO team VALUES (1, 'x'); UPDATE event SET team = 1 WHERE key = 'mail'",
         "Event 2 (key mail)"},
        {"an event of another batch", "UPDATE event SET batch = 2 WHERE key = 'mail'", "Event 2 (key mail)"},
        {"an event added",
         "INSERT INTO event (seq, occurred_at, recorded_at, batch, recorded_by, seat, kind, hash_version, hash, key) "
         "SELECT 5, occurred_at, recorded_at, batch, recorded_by, seat, kind, hash_version, hash, 'fifth' FROM event WHERE seq = "
         "4",
         "Event 5 (key fifth)"},
        {"an event taken back", "UPDATE event SET kind = 12, ref = 2 WHERE key = 'last'", "Event 4 (key last)"},
        {"two events changed places",
         "UPDATE event SET seq = 9 WHERE seq = 3; UPDATE event SET seq = 3 WHERE seq = 2; UPDATE event SET seq = 2 WHERE seq = 9",
         "Event 2 (key answer)"},
        {"all events removed", "DELETE FROM event", "A batch does not begin with an event of its own"},
        {"a batch removed", "DELETE FROM batch WHERE id = 1", "Event 1 (key start)"},
        {"a seat removed", "DELETE FROM seat", "Event 1 (key start)"},
        {"a prospect removed", "DELETE FROM prospect WHERE name = 'jane'", "Event 2 (key mail)"},
        {"the digest of an erased name", "SELECT erase_prospects('{jane}', 0); UPDATE erased_prospect SET digest = sha256('x')",
         "Event 2 (key mail)"},
        {"an erased name that was none", "INSERT INTO erased_prospect VALUES (9, sha256('x'), 0)", "prospect"},
        {"the head's time", "UPDATE head SET recorded_at = recorded_at + 1", "head is not the last link"},
        {"the time of the head's event", "UPDATE head SET event_recorded_at = event_recorded_at + 1",
         "head is not the last link"},
        {"the ledger's zone", "UPDATE ledger SET zone = 'UTC'", "Event 1 (key start)"},
        {"the ledger's id", "UPDATE ledger SET id = repeat('b', 32)", "Event 1 (key start)"},
        {"when the ledger was made", "UPDATE ledger SET created_at = 0", "Event 1 (key start)"},
        {"the ledger's rulebook", "UPDATE ledger SET default_rulebook = (SELECT id FROM rulebook WHERE name = 'ours')",
         "Event 1 (key start)"},
        {"a plan renamed", "UPDATE plan SET name = 'silver' WHERE name = 'gold'", "imported as the terms of silver"},
        {"a shipped plan renamed", "UPDATE plan SET name = 'silver' WHERE name = 'free'", "free"},
        {"a rulebook's title", "UPDATE rulebook SET title = 'x' WHERE name = 'ours'", "imported as the terms of gold"},
        {"a shipped rulebook's title", "UPDATE rulebook SET title = 'x' WHERE name = 'linkedin'", "linkedin"},
        {"terms added to the shipped ones",
         "INSERT INTO terms SELECT (SELECT max(id) + 1 FROM terms), rulebook, plan, effective_from + 1, edition, allowance, cap, "
         "cap_rule, refresh, expiry_days, refund_window_days, window_rule, refund_expiry, purchasable, purchase_expiry_days, "
         "pooled, repeat, price_minor, credit_price_minor, currency, source, expiry_refreshes, repeat_refund, free_channels, "
         "policy, recorded_at, recorded_by, after_seq, hash_version, hash FROM terms WHERE id = 1",
         "terms of free in the rulebook linkedin"},
        {"a role changed", "UPDATE member SET role = 'manager', seat = NULL WHERE name = 'ana'", "right SELECT of ana"},
        {"a role removed", "DELETE FROM member WHERE name = 'aud'", "right SELECT of aud"},
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
        {"ALTER TABLE event ALTER COLUMN note SET DEFAULT 'x'", "table inmail.event was changed"},
        {"ALTER TABLE event DROP CONSTRAINT event_key_key", "index event_key_key is missing"},
        {"ALTER TABLE event FORCE ROW LEVEL SECURITY", "table inmail.event was changed"},
        {"ALTER TABLE event RENAME TO events", "table inmail.event is missing"},
        {"CREATE UNIQUE INDEX trap ON event (key, seq)", "index trap does not belong"},
        {"CREATE TRIGGER trap BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
         "trigger trap of inmail.event does not belong"},
        {"CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = inmail, pg_temp AS "
         "'BEGIN RETURN NULL; END'",
         "function inmail.refuse_change() was changed"},
        {"ALTER FUNCTION append_events(jsonb) OWNER TO eve", "function inmail.append_events(jsonb) was changed"},
        {"ALTER FUNCTION my_role() SET search_path = public", "function inmail.my_role() was changed"},
        {"ALTER FUNCTION next_own_batch() IMMUTABLE", "function inmail.next_own_batch() was changed"},
        {"CREATE FUNCTION sha256(text) RETURNS bytea LANGUAGE sql AS 'SELECT NULL::bytea'",
         "function inmail.sha256(text) does not belong"},
        {"CREATE OPERATOR inmail.|| (LEFTARG = bytea, RIGHTARG = bytea, FUNCTION = byteacat)", "operator"},
        {"CREATE SEQUENCE trap", "sequence inmail.trap does not belong"},
        {"CREATE FUNCTION inmail_rep.event(x integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
         "function inmail_rep.event(integer) does not belong"},
        {"DROP VIEW inmail_rep.prospect", "view inmail_rep.prospect is missing"},
        {"ALTER SCHEMA inmail_rep OWNER TO eve", "schema inmail_rep was changed"},
        {"GRANT CREATE ON SCHEMA inmail TO eve", "right CREATE of eve on inmail does not belong"},
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
