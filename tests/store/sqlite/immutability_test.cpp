#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;

namespace {

const TestLedger& full_ledger() {
    static const TestLedger ledger;
    static const bool filled = [] {
        fill_every_field(ledger);
        const auto store = ledger.open(store::Access::write);
        const auto transaction = store->begin(day(40), "test");
        transaction->append_terms({own_terms("ours", "gold", Day{20'000}, 10)}, "Ours");
        transaction->set_archive_owner(*store->find_seat("ana"), "ana-ruiz");
        transaction->note_known_run(store->extent().last_event, store->extent().last_event);
        transaction->note_import_zone("Europe/Madrid");
        transaction->commit();
        return true;
    }();
    REQUIRE(filled);
    return ledger;
}

}  // namespace

TEST_CASE("plain SQL cannot change, remove or replace a recorded event (RULES section 3)") {
    struct Row {
        const char* sql;
        const char* refusal;
    };
    const Row rows[] = {
        {"UPDATE event SET note = 'x' WHERE seq = 1", "events never change"},
        {"UPDATE event SET seq = 100 WHERE seq = 1", "events never change"},
        {"UPDATE OR REPLACE event SET seq = 2 WHERE seq = 1", "events never change"},
        {"DELETE FROM event WHERE seq = 8", "events are never removed"},
        {"DELETE FROM event", "events are never removed"},
        {"INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq = 1", "events are numbered without gaps"},
        {"REPLACE INTO event SELECT * FROM event WHERE seq = 8", "events are numbered without gaps"},
        {"INSERT INTO event SELECT * FROM event WHERE seq = 1 ON CONFLICT DO UPDATE SET note = 'x'",
         "events are numbered without gaps"},
        // A new seq with a recorded key: REPLACE would remove the event that has the key.
        {"CREATE TEMP TABLE e AS SELECT * FROM event WHERE seq = 8; UPDATE e SET seq = 9; INSERT OR REPLACE INTO event SELECT * "
         "FROM e",
         "an event with this key is recorded already"},
        {"CREATE TEMP TABLE e AS SELECT * FROM event WHERE seq = 8; UPDATE e SET seq = 10, key = 'new'; INSERT INTO event SELECT "
         "* FROM e",
         "events are numbered without gaps"},
        {"CREATE TEMP TABLE e AS SELECT * FROM event WHERE seq = 8; UPDATE e SET seq = 9, key = 'new', recorded_at = recorded_at "
         "- 1; "
         "INSERT INTO event SELECT * FROM e",
         "recorded_at never goes back"},

        {"UPDATE terms SET allowance = 1 WHERE id = 1", "terms never change"},
        {"DELETE FROM terms WHERE id = 1", "terms are never removed"},
        {"DELETE FROM terms WHERE hash IS NOT NULL", "terms are never removed"},
        {"INSERT OR REPLACE INTO terms SELECT * FROM terms WHERE id = 1", "terms are numbered without gaps"},
        {"CREATE TEMP TABLE t AS SELECT * FROM terms WHERE id = 1; UPDATE t SET id = (SELECT max(id) + 1 FROM terms), allowance "
         "= 0; "
         "INSERT OR REPLACE INTO terms SELECT * FROM t",
         "the plan has terms from this date on already"},

        {"UPDATE batch SET command = 'x'", "batches never change"},
        {"DELETE FROM batch", "batches are never removed"},
        {"INSERT OR REPLACE INTO batch VALUES (1, 1, NULL, 'x')", "batches are numbered upwards"},

        {"UPDATE archive_owner SET prospect = 1", "archive owners never change"},
        {"DELETE FROM archive_owner", "archive owners are never removed"},
        {"INSERT OR REPLACE INTO archive_owner VALUES (1, 1, 1, 0, NULL)", "archive owners are numbered upwards"},

        {"UPDATE told_again SET last_seq = 2", "what imports told never changes"},
        {"DELETE FROM told_again", "what imports told is never removed"},
        {"INSERT OR REPLACE INTO told_again VALUES (1, 'x', NULL, 1, 1, 1)", "what imports told is numbered upwards"},

        {"UPDATE import_zone SET zone = 'UTC'", "zones of imports never change"},
        {"DELETE FROM import_zone", "zones of imports are never removed"},
        {"INSERT OR REPLACE INTO import_zone VALUES (1, 'x', NULL, 'UTC')", "zones of imports are numbered upwards"},

        {"UPDATE ledger SET zone = 'UTC'", "what a ledger is never changes"},
        {"DELETE FROM ledger", "what a ledger is never changes"},
        {"INSERT OR REPLACE INTO ledger SELECT * FROM ledger", "what a ledger is never changes"},

        {"UPDATE migration SET checksum = ''", "migration records never change"},
        {"DELETE FROM migration WHERE version = 1", "migration records are never removed"},
        {"INSERT OR REPLACE INTO migration VALUES (1, '0001_ledger', '', 0)", "migrations are numbered without gaps"},
        {"INSERT OR REPLACE INTO migration SELECT max(version) + 1, '0001_ledger', '', 0 FROM migration",
         "a migration is applied once"},

        {"UPDATE prospect SET name = 'someone-else'", "names never change"},
        {"DELETE FROM prospect", "a prospect is removed only once its digest is kept"},
        {"INSERT OR REPLACE INTO prospect VALUES (1, 'x', zeroblob(16), 0)", "names never change"},
        {"INSERT OR REPLACE INTO prospect SELECT 99, name, salt, name_hash FROM prospect WHERE name = 'ben-doe'",
         "names never change"},
        {"INSERT INTO prospect SELECT 99, name, salt, name_hash + 1 FROM prospect WHERE name = 'ben-doe'", "names never change"},
        {"INSERT INTO erased_prospect VALUES (99, zeroblob(32), 0)", "a digest is kept of a prospect that is known"},
    };
    for (const auto& row : rows) {
        INFO(row.sql);
        CHECK(full_ledger().sql(row.sql) == row.refusal);
    }
    CHECK(verified(*full_ledger().open()).empty());
}

TEST_CASE("plain SQL cannot change a name that events refer to") {
    for (const std::string table : {"seat", "pool", "plan", "rulebook", "team", "campaign", "recorder"}) {
        INFO(table);
        const std::string title = table == "rulebook" ? ", 'title'" : "";
        CHECK(full_ledger().sql("UPDATE " + table + " SET name = 'x' WHERE id = 1") == "names never change");
        CHECK(full_ledger().sql("DELETE FROM " + table) == "names are never removed");
        CHECK(full_ledger().sql("INSERT OR REPLACE INTO " + table + " VALUES (1, 'x'" + title + ")") == "names never change");
        CHECK(full_ledger().sql("INSERT OR REPLACE INTO " + table + " SELECT 99, name" + title + " FROM " + table +
                                " WHERE id = 1") == "names never change");
    }
}

TEST_CASE("an erased prospect's digest keeps its id for good") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0)), send("ana", "ben-doe", day(1))});
    REQUIRE(ledger.sql("INSERT INTO erased_prospect VALUES (1, zeroblob(32), 0); DELETE FROM prospect WHERE id = 1") == "");
    CHECK(ledger.sql("UPDATE erased_prospect SET digest = randomblob(32)") == "digests never change");
    CHECK(ledger.sql("DELETE FROM erased_prospect") == "digests are never removed");
    CHECK(ledger.sql("INSERT INTO prospect VALUES (1, 'ben-doe', zeroblob(16), 0)") == "names never change");
    // The next prospect gets a new id.
    ledger.record({send("ana", "cem", day(2))}, day(2));
    CHECK(ledger.value("SELECT id FROM prospect WHERE name = 'cem'") == "2");
}

TEST_CASE("the program runs no trigger that somebody added to the file") {
    const TestLedger ledger(full_ledger());
    REQUIRE(ledger.sql("DROP TRIGGER event_no_update;"
                       "CREATE TRIGGER sly AFTER INSERT ON event BEGIN UPDATE event SET occurred_at = 0 WHERE seq = 1; END") ==
            "");
    const std::string before = ledger.value("SELECT occurred_at FROM event WHERE seq = 1");
    ledger.record({send("ana", "someone-else", day(41))}, day(41));
    CHECK(ledger.value("SELECT max(prospect.name) FROM event JOIN prospect ON prospect.id = event.prospect WHERE seq = (SELECT "
                       "max(seq) FROM event)") == "someone-else");
    CHECK(ledger.value("SELECT occurred_at FROM event WHERE seq = 1") == before);
}
