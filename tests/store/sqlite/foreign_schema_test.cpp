// A file whose tables, triggers or ids no program of ours made.

#include <string>

#include "inmail/core/damage.hpp"
#include "inmail/render/errors.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/dictionary.hpp"
#include "store/sqlite/full_ledger.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;

TEST_CASE("a foreign trigger is found, whatever its name") {
    for (const char* name : {"sqlitezstat", "sqlite_stat1x"}) {
        INFO(name);
        const TestLedger ledger(full_ledger());
        ledger.tamper(
            "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('trigger', '" +
            std::string(name) + "', 'event', 0, 'CREATE TRIGGER " + name +
            " BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END')");
        CHECK(problems_of(ledger).find("does not belong to a ledger") != std::string::npos);
    }
}

TEST_CASE("an id that no seat or pool has is damage, not a crash") {
    for (const char* change :
         {"seat = -1", "seat = 4294967295", "seat = 9223372036854775807", "seat = 0", "pool = -1", "kind = 99"}) {
        INFO(change);
        const TestLedger ledger(full_ledger());
        ledger.tamper("UPDATE event SET " + std::string(change) + " WHERE seq = 3");
        CHECK_THROWS_AS(folded_keys(*ledger.open()), DamagedLedger);
    }
}

TEST_CASE("an id of more than 32 bits is damage, and is never taken for another's id") {
    struct Row {
        std::string change;
        const char* prospect;
    };
    const Row rows[] = {
        {"INSERT INTO prospect VALUES (4294967295, 'stray', zeroblob(16), 0)", "newcomer"},
        {"INSERT INTO prospect VALUES (9223372036854775807, 'stray', zeroblob(16), 0)", "newcomer"},
        {"INSERT INTO erased_prospect VALUES (4294967295, zeroblob(32), 0)", "newcomer"},
        {"INSERT INTO prospect VALUES (4294967297, 'stray', zeroblob(16), " + std::to_string(store::Prospects::hash_of("stray")) +
             ")",
         "stray"},
        {"INSERT INTO recorder VALUES (9223372036854775807, 'stray'); DELETE FROM recorder WHERE id = 1", "newcomer"},
    };
    for (const auto& row : rows) {
        INFO(row.change);
        const TestLedger ledger(full_ledger());
        ledger.tamper(row.change);
        CHECK_THROWS_AS(ledger.record({send("ana", row.prospect, day(42))}, day(42)), DamagedLedger);
    }
}

TEST_CASE("a statement that SQLite refuses is damage only if the file proves it, and else a defect") {
    const TestLedger ledger(full_ledger());
    const auto run = [](const TestLedger& of, const char* sql) {
        store::Connection(of.path(), store::Connection::Mode::write).exec(sql);
    };
    struct Row {
        const char* change;
        const char* found;
    };
    const Row rows[] = {
        {"DROP TABLE archive_owner", "the table archive_owner is missing"},
        {"ALTER TABLE event RENAME COLUMN note TO remark", "the table event was changed"},
        {"CREATE TABLE extra (x)", "the table extra does not belong to a ledger"},
        {"INSERT INTO seat VALUES (9223372036854775807, 'stray')", "the names in seat are not numbered without gaps"},
    };
    for (const char* wrong : {"SELECT nothing FROM event", "INSERT INTO seat VALUES ('x', 'dee')", "PRAGMA no; SELEC"}) {
        INFO(wrong);
        CHECK_THROWS_AS(run(ledger, wrong), Defect);
        for (const auto& row : rows) {
            INFO(row.change);
            const TestLedger changed(ledger);
            REQUIRE(changed.sql(row.change) == "");
            try {
                run(changed, wrong);
                FAIL("the statement ran");
            } catch (const DamagedLedger& damaged) { CHECK(render::words_of(damaged).what.find(row.found) != std::string::npos); }
        }
    }
}

TEST_CASE("a ledger that lacks a table is damaged, and the table is named") {
    for (const char* table : {"ledger", "rulebook", "event", "terms", "migration"}) {
        INFO(table);
        const TestLedger ledger(full_ledger());
        REQUIRE(ledger.sql("DROP TABLE " + std::string(table)) == "");
        CHECK(problems_of(ledger).find("table " + std::string(table) + " is missing") != std::string::npos);
    }
}

TEST_CASE("a view in place of a table is damage, even one whose rows never end") {
    const TestLedger ledger(full_ledger());
    ledger.tamper(
        "DROP TABLE checkpoint; CREATE VIEW checkpoint AS WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) "
        "SELECT n AS kind, n AS subject, n AS day, n AS known_at, n AS state, n AS digest FROM c WHERE n < 0");
    CHECK(problems_of(ledger).find("The view checkpoint does not belong to a ledger.") != std::string::npos);
    CHECK_THROWS_AS(ledger.record({send("ana", "newcomer", day(1))}, day(42)), DamagedLedger);
}
