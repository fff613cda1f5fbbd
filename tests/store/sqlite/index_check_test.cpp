#include <sstream>

#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;

namespace {

/// SQL that changes the schema's text, but not the table or index that it describes.
std::string saying(const std::string& assignments, const std::string& name) {
    return "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET " + assignments + " WHERE name = '" + name + "';";
}
std::string in_place_of(const std::string& text, const std::string& instead) {
    return "sql = replace(sql, '" + text + "', '" + instead + "')";
}

TestLedger sound_ledger() {
    TestLedger ledger;
    fill_every_field(ledger);
    return ledger;
}

/// The problems without those that SQLite's own check finds: newer versions count the entries of an index.
std::string own_problems_of(const TestLedger& ledger) {
    std::istringstream problems(problems_of(ledger));
    std::string own;
    for (std::string line; std::getline(problems, line);) {
        if (line.rfind("SQLite ", 0) != 0) own += line + "\n";
    }
    return own;
}

}  // namespace

TEST_CASE("an index that differs from its table is found and named") {
    struct Row {
        const char* what;
        const char* index;
        // The index is rebuilt with `text` replaced by `instead`, and then the text is put back.
        const char* text;
        const char* instead;
        const char* flaw;
    };
    constexpr const char* differs = "differs from the table";
    const Row rows[] = {
        {"a row that it lacks", "event_by_seat", "WHERE seat", "WHERE seq <> 2 AND seat", differs},
        {"all rows that it lacks", "event_by_time", "(occurred_at)", "(occurred_at) WHERE seq < 0", differs},
        {"an entry too many", "event_subscribe_by_seat", "kind = 0", "kind >= 0", differs},
        {"another column's numbers", "event_by_time", "(occurred_at)", "(recorded_at)", differs},
        {"a column that is missing", "event_by_seat", "(seat, occurred_at)", "(seat, NULL)", differs},
        {"a number as text", "event_by_time", "(occurred_at)", "(CAST(occurred_at AS TEXT))", differs},
        {"bytes for a number", "event_by_time", "(occurred_at)", "(zeroblob(1))", differs},
        {"another order", "event_by_time", "(occurred_at)", "(occurred_at DESC)", "is out of order"},
        {"another order of its second column", "event_by_seat", "(seat, occurred_at)", "(seat, occurred_at DESC)",
         "is out of order"},
    };
    for (const auto& row : rows) {
        INFO(row.what);
        const TestLedger ledger(sound_ledger());
        REQUIRE(problems_of(ledger) == "");
        ledger.tamper(saying(in_place_of(row.text, row.instead), row.index));
        ledger.tamper("REINDEX " + std::string{row.index});
        ledger.tamper(saying(in_place_of(row.instead, row.text), row.index));
        const std::string problem = "The index " + std::string{row.index} + " of the table event " + row.flaw + ".\n";
        CHECK(own_problems_of(ledger) == problem);
        // Another problem does not hide this one.
        ledger.tamper("UPDATE migration SET checksum = 'x' WHERE version = 1");
        CHECK(problems_of(ledger).find("0001_ledger was changed") != std::string::npos);
        CHECK(problems_of(ledger).find(problem) != std::string::npos);
    }
}

TEST_CASE("a repeated value in a unique index is found") {
    const TestLedger ledger(sound_ledger());
    const std::string table = "name TEXT NOT NULL UNIQUE";
    const std::string lax = "name TEXT NOT NULL";
    ledger.tamper(saying(in_place_of(table, lax), "seat") +
                  saying("name = 'twice', sql = 'CREATE INDEX twice ON seat (name)'", "sqlite_autoindex_seat_1"));
    ledger.tamper("UPDATE seat SET name = 'ana'");
    ledger.tamper(saying("name = 'sqlite_autoindex_seat_1', sql = NULL", "twice") + saying(in_place_of(lax, table), "seat"));
    CHECK(problems_of(ledger).find(
              "The index sqlite_autoindex_seat_1 of the table seat holds a value twice that must be unique.\n") == 0);
}
