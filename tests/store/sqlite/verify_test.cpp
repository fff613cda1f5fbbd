#include <fstream>

#include "inmail/chain/digest.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/store/sqlite/backup.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/dictionary.hpp"
#include "store/sqlite/full_ledger.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

TEST_CASE("an untouched ledger is sound") {
    CHECK(problems_of(TestLedger{}) == "");
    const TestLedger ledger(full_ledger());
    CHECK(problems_of(ledger) == "");
    REQUIRE(ledger.sql("VACUUM; ANALYZE") == "");
    CHECK(problems_of(ledger) == "");
}

TEST_CASE("a change to any column of an event is found, and the event is named") {
    struct Row {
        int seq;
        const char* change;
    };
    const Row rows[] = {
        {1, "occurred_at = occurred_at + 1"},
        {1, "kind = 1"},
        {1, "seat = 2"},
        {1, "seat = 0"},
        {1, "pool = 1"},
        {1, "pool = 0"},
        {1, "key = 'stars'"},
        {1, "key = x'00'"},
        {1, "key = zeroblob(16)"},
        {1, "key = 7"},
        {1, "plan = 5"},
        {1, "plan = NULL"},
        {1, "rulebook = 3"},
        {1, "team = NULL"},
        {1, "team = 99"},
        {1, "name = 'Ana Ruis'"},
        {1, "note = 'from the contracu'"},
        {1, "note = NULL"},
        {1, "line = 3"},
        {1, "line = NULL"},
        {1, "recorded_at = recorded_at - 1"},
        {1, "recorded_by = 99"},
        {1, "batch = 2"},
        {1, "hash_version = 1"},
        {1, "hash_version = 99"},
        {1, "billed = 0"},
        {1, "price_minor = 1"},
        {1, "currency = 'USD'"},
        {2, "chars = 321"},
        {2, "chars = NULL"},
        {1, "to_seat = 1"},
        {2, "kind = 13, to_seat = seat"},
        {1, "hash = zeroblob(32)"},
        {1, "hash = x'00'"},
        {2, "prospect = 2"},
        {2, "prospect = 0"},
        {2, "prospect = NULL"},
        {2, "channel = 1"},
        {2, "channel = 77"},
        {2, "channel = NULL"},
        {2, "thread = '2-threae'"},
        {2, "campaign = NULL"},
        {2, "amount = 0"},
        {3, "outcome = 0"},
        {3, "outcome = 77"},
        {4, "kind = 77"},
        {6, "amount = 11"},
        {6, "price_minor = 1001"},
        {6, "currency = 'USE'"},
        {7, "figures = 'allotted=50;granted=40;forfeited=10;expired=0;available=151'"},
        {7, "figures = 'x'"},
        {7, "figures = figures || ';'"},
        {7, "figures = replace(figures, 'expired=0', 'expired=00')"},
        {7, "figures = replace(figures, 'expired=0', 'expired=-0')"},
        {2, "channel = channel + 256"},
        {3, "outcome = outcome + 4294967296"},
        {8, "ref = 1"},
        {8, "ref = 99"},
    };
    for (const auto& row : rows) {
        INFO(row.change);
        const TestLedger ledger(full_ledger());
        ledger.tamper("UPDATE event SET " + std::string{row.change} + " WHERE seq = " + std::to_string(row.seq));
        const std::string problems = problems_of(ledger);
        CHECK(problems.find("Event " + std::to_string(row.seq) + " ") != std::string::npos);
        CHECK(problems.find("Event " + std::to_string(row.seq + 1) + " ") == std::string::npos);  // only the first bad one
    }
}

TEST_CASE("any other change to a ledger is found and named") {
    struct Row {
        const char* what;
        const char* sql;
        const char* found;
    };
    constexpr const char* wide = "which is out of range";
    const Row rows[] = {
        {"an event removed", "DELETE FROM event WHERE seq = 3", "Event 3 is missing"},
        {"the first event removed", "DELETE FROM event WHERE seq = 1", "Event 1 is missing"},
        {"the last event before imported terms removed", "DELETE FROM event WHERE seq >= 8", "The event after which"},
        {"an event removed and the gap closed", "DELETE FROM event WHERE seq = 3; UPDATE event SET seq = seq - 1 WHERE seq > 3",
         "Event 3 (key pool)"},
        {"an event added",
         "CREATE TEMP TABLE e AS SELECT * FROM event WHERE seq = 9; UPDATE e SET seq = 10, key = 'new'; "
         "INSERT INTO event SELECT * FROM e",
         "Event 10 (key new)"},
        {"two events swapped",
         "UPDATE event SET seq = 100 WHERE seq = 2; UPDATE event SET seq = 2 WHERE seq = 3; "
         "UPDATE event SET seq = 3 WHERE seq = 100",
         "Event 2 (key answer)"},
        {"two handles swapped",
         "UPDATE seat SET name = 'x' WHERE id = 1; UPDATE seat SET name = 'ana' WHERE id = 2; "
         "UPDATE seat SET name = 'ben' WHERE id = 1",
         "Event 1 (key start)"},
        {"a prospect renamed", "UPDATE prospect SET name = 'ben-dof' WHERE id = 1", "Event 2 (key mail)"},
        {"a prospect filed under another name", "UPDATE prospect SET name_hash = name_hash + 1 WHERE id = 1",
         "Prospect 1 is not found by its name"},
        {"a prospect filed under another key of today", "INSERT INTO earlier_spelling VALUES (1, 7)",
         "Prospect 1 is not found by its name"},
        {"a key of today without a prospect", "INSERT INTO earlier_spelling VALUES (99, 7)",
         "Prospect 99 is not found by its name"},
        {"a prospect's twin",
         "INSERT INTO prospect SELECT (SELECT max(id) FROM prospect) + 1, name, salt, name_hash FROM prospect WHERE id = 1",
         "appears twice"},
        {"a prospect's salt changed", "UPDATE prospect SET salt = zeroblob(16) WHERE id = 1", "Event 2 (key mail)"},
        {"a prospect removed", "DELETE FROM prospect WHERE id = 1", "Event 2 (key mail) has a prospect who is missing"},
        {"a batch's command changed", "UPDATE batch SET command = 'send' WHERE id = 1", "Event 1 (key start)"},
        {"a batch moved", "UPDATE batch SET first_seq = 3 WHERE id = 2", "Event 3 (key answer) is outside its batch"},
        {"a batch removed", "DELETE FROM batch WHERE id = 2",
         "Event 4 (key pool) refers to row 2 of the table batch, which is missing"},
        {"the zone changed", "UPDATE ledger SET zone = 'UTC'", "Event 1 (key start)"},
        {"the default rulebook changed", "UPDATE ledger SET default_rulebook = 2", "Event 1 (key start)"},
        {"an imported row of terms changed", "UPDATE terms SET cap = cap + 1 WHERE hash IS NOT NULL",
         "the terms of gold in the rulebook ours"},
        {"a later imported row of terms changed",
         "UPDATE terms SET recorded_at = recorded_at - 1 WHERE id = (SELECT max(id) FROM terms)",
         "the terms of silver in the rulebook ours"},
        {"the title of an imported rulebook changed", "UPDATE rulebook SET title = 'x' WHERE name = 'ours'", "the terms of gold"},
        {"an imported row of terms removed", "DELETE FROM terms WHERE id = (SELECT max(id) FROM terms)", "Event 9 (key last)"},
        {"the first imported row of terms removed", "DELETE FROM terms WHERE id = (SELECT max(id) - 1 FROM terms)",
         "the terms of silver"},
        {"an imported row of terms moved", "UPDATE terms SET after_seq = 7 WHERE hash IS NOT NULL", "the terms of gold"},
        {"an imported row of terms passed off as shipped",
         "UPDATE terms SET edition = 1, recorded_at = NULL, recorded_by = NULL, after_seq = NULL, hash_version = NULL, hash = "
         "NULL "
         "WHERE id = (SELECT max(id) FROM terms)",
         "pretends to ship with the program"},
        {"a shipped row of terms changed", "UPDATE terms SET cap = 1000 WHERE id = 4",
         "the terms of sales-navigator-core in the rulebook linkedin from 2015-01-01 on"},
        {"a shipped row of terms removed", "DELETE FROM terms WHERE id = 27",
         "the terms of recruiter-corporate in the rulebook heytalent"},
        {"a migration's checksum changed", "UPDATE migration SET checksum = 'x' WHERE version = 1",
         "The record of the migration 0001_ledger was changed"},
        {"a migration's record removed", "DELETE FROM migration WHERE version = 1",
         "The record of the migration 0001_ledger is missing"},
        {"a date of shipped terms that is cut short",
         "UPDATE terms SET effective_from = effective_from + 4294967296 WHERE id = 4", wide},
        {"a number of days likewise", "UPDATE terms SET expiry_days = expiry_days + 4294967296 WHERE id = 4", wide},
        {"likewise", "UPDATE terms SET refund_window_days = refund_window_days + 4294967296 WHERE id = 4", wide},
        {"likewise", "UPDATE terms SET purchase_expiry_days = purchase_expiry_days + 4294967296 WHERE id = 4", wide},
        {"likewise of a row of one's own",
         "UPDATE terms SET refund_window_days = refund_window_days + 4294967296 WHERE hash IS NOT NULL", wide},
        {"a rule likewise", "UPDATE terms SET cap_rule = cap_rule + 256 WHERE id = 4", wide},
        {"a prospect's number moved",
         "UPDATE event SET prospect = prospect + 4294967296 WHERE prospect = 1; UPDATE prospect SET id = id + 4294967296 WHERE "
         "id = 1",
         "The names in prospect are not"},
        {"a prospect added", "INSERT INTO prospect VALUES (4294967295, 'stray', zeroblob(16), 0)",
         "The names in prospect are not"},
        {"an erased one added", "INSERT INTO erased_prospect VALUES (4294967295, zeroblob(32), 0)",
         "The names in prospect are not"},
        {"a known one added as erased", "INSERT INTO erased_prospect VALUES (1, zeroblob(32), 0)",
         "A prospect is both known and erased"},
        {"a seat added", "INSERT INTO seat VALUES (4294967295, 'stray')", "The names in seat are not"},
        {"a foreign table", "CREATE TABLE extra (x)", "The table extra does not belong to a ledger"},
        {"an index dropped", "DROP INDEX event_void", "The index event_void is missing"},
        {"a reference into nowhere", "INSERT INTO archive_owner VALUES (1, 99, 1, 0, NULL)", "refers to a missing row of seat"},
    };
    for (const auto& row : rows) {
        INFO(row.what);
        const TestLedger ledger(full_ledger());
        ledger.tamper(row.sql);
        const std::string problems = problems_of(ledger);
        INFO(problems);
        CHECK(problems.find(row.found) != std::string::npos);
    }
}

TEST_CASE("a dropped or changed trigger is found") {
    const TestLedger ledger;
    REQUIRE(ledger.sql("DROP TRIGGER event_no_delete; DROP TRIGGER event_no_update;"
                       "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT 1; END;"
                       "CREATE TRIGGER sly AFTER INSERT ON event BEGIN SELECT 1; END") == "");
    const std::string problems = problems_of(ledger);
    CHECK(problems.find("The trigger event_no_delete is missing.") != std::string::npos);
    CHECK(problems.find("The trigger event_no_update was changed.") != std::string::npos);
    CHECK(problems.find("The trigger sly does not belong to a ledger.") != std::string::npos);
}

TEST_CASE("the chain holds after a prospect's name and salt are erased and their digest is kept") {
    const TestLedger ledger(full_ledger());
    const std::string salted = ledger.value("SELECT salt || name FROM prospect WHERE id = 1");
    SQLite::Database database(ledger.path().string(), SQLite::OPEN_READWRITE);
    SQLite::Statement keep(database, "INSERT INTO erased_prospect VALUES (1, ?, 0)");
    const Digest digest = sha256(salted);
    keep.bind(1, digest.data(), static_cast<int>(digest.size()));
    keep.exec();
    database.exec("DELETE FROM prospect WHERE id = 1");
    CHECK(problems_of(ledger) == "");
    CHECK(ledger.open()->find_event("mail")->prospect == "(erased " + to_hex(digest).substr(0, 12) + ")");
    {
        const TestLedger twin(ledger);
        twin.tamper("INSERT INTO erased_prospect SELECT (SELECT max(id) FROM prospect) + 1, digest, 0 FROM erased_prospect");
        CHECK(problems_of(twin).find("An erased prospect appears twice.") != std::string::npos);
    }
    ledger.tamper("UPDATE erased_prospect SET digest = zeroblob(32)");
    CHECK(problems_of(ledger).find("Event 2 (key mail)") != std::string::npos);
}

TEST_CASE("a known prospect's digest among the erased ones is found, since an event could be moved to it") {
    const TestLedger ledger(full_ledger());
    const std::string salted = ledger.value("SELECT salt || name FROM prospect WHERE id = 1");
    ledger.tamper("INSERT INTO erased_prospect VALUES ((SELECT max(id) FROM prospect) + 1, x'" + to_hex(sha256(salted)) +
                  "', 0)");
    CHECK(problems_of(ledger).find("Event 2 (key mail) names a prospect who is both known and erased.") != std::string::npos);
}

TEST_CASE("a flipped bit in the events' bytes is found") {
    const TestLedger ledger(full_ledger());
    REQUIRE(ledger.sql("PRAGMA wal_checkpoint(TRUNCATE)") == "");
    const auto page_bytes = static_cast<std::size_t>(std::stoi(ledger.value("PRAGMA page_size")));
    const auto root =
        static_cast<std::size_t>(std::stoi(ledger.value("SELECT rootpage FROM sqlite_schema WHERE name = 'event'")));
    std::fstream file(ledger.path(), std::ios::in | std::ios::out | std::ios::binary);
    const std::size_t page = (root - 1) * page_bytes;
    const auto byte_at = [&](std::size_t offset) {
        file.seekg(static_cast<std::streamoff>(offset));
        return file.get();
    };
    const auto put = [&](std::size_t offset, int byte) {
        file.seekp(static_cast<std::streamoff>(offset));
        file.put(static_cast<char>(byte));
        file.flush();
    };
    // A table's leaf page: bytes 5 and 6 say where the cells' content begins.
    constexpr int leaf_of_a_table = 13;
    constexpr int byte_values = 256;
    REQUIRE(byte_at(page) == leaf_of_a_table);
    const auto content = static_cast<std::size_t>(byte_at(page + 5)) * byte_values + static_cast<std::size_t>(byte_at(page + 6));
    REQUIRE(content > 0);

    constexpr std::size_t stride = 3;  // every byte would take too long
    int flipped = 0;
    for (std::size_t offset = page + content; offset < page + page_bytes; offset += stride) {
        const int byte = byte_at(offset);
        const int bit = 1 << (flipped % 8);
        put(offset, byte ^ bit);
        INFO("byte " << offset - page << " of the page, bit " << flipped % 8);
        CHECK(problems_of(ledger) != "");
        put(offset, byte);
        ++flipped;
    }
    CHECK(flipped > 200);
    CHECK(problems_of(ledger) == "");
}

TEST_CASE("a changed record of a migration is found, even if only its time changed") {
    const char* changes[] = {
        "UPDATE migration SET applied_at = applied_at + 1 WHERE version = 1",
        "UPDATE migration SET name = '0001_ledges' WHERE version = 1",
        "UPDATE migration SET checksum = replace(checksum, substr(checksum, 1, 1), 'x') WHERE version = 2",
        "UPDATE migration_seal SET hash = zeroblob(32) WHERE version = 2",
        "DELETE FROM migration_seal WHERE version = 1",
        "DELETE FROM migration WHERE version = 2",
    };
    for (const char* change : changes) {
        INFO(change);
        const TestLedger ledger(full_ledger());
        ledger.tamper(change);
        CHECK(problems_of(ledger).find(" of the migration 000") != std::string::npos);
    }
}

TEST_CASE("a tail that was cut off is found with an earlier head") {
    const TestLedger ledger(full_ledger());
    const std::string head = ledger.open()->extent().head;
    CHECK(verified(*ledger.open(), head).empty());
    ledger.record({with_key(send("ana", "dee", day(42)), "later")}, day(42));
    CHECK(verified(*ledger.open(), head).empty());  // the ledger grew from that head
    const std::string later = ledger.open()->extent().head;
    ledger.tamper(
        "DELETE FROM event WHERE key = 'later'; DELETE FROM batch WHERE id = (SELECT max(id) FROM batch); "
        "DELETE FROM prospect WHERE name = 'dee'");
    CHECK(problems_of(ledger) == "");  // without the head, nothing shows it
    REQUIRE(verified(*ledger.open(), later).size() == 1);
    CHECK(verified(*ledger.open(), later)[0].find("cut off") != std::string::npos);
}

TEST_CASE("a ledger that others may write, or that is reached by a link, is reported, and is not damaged by that") {
    namespace fs = std::filesystem;
    const TestLedger ledger(full_ledger());
    fs::permissions(ledger.path(), fs::perms::group_write, fs::perm_options::add);
    static_cast<void>(ledger.open());
    const auto risks = store::access_risks(ledger.path());
    REQUIRE(risks.size() == 1);
    CHECK(risks[0].kind == AccessRisk::Kind::others_write);
    CHECK(risks[0].paths.front() == ledger.path());
    CHECK(problems_of(ledger) == "");
    for (const auto& file : fs::directory_iterator(ledger.path().parent_path())) {
        fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    }
    CHECK(store::access_risks(ledger.path()).empty());
    const std::string log = ledger.path().string() + "-wal";
    std::ofstream{log};
    fs::permissions(log, fs::perms::others_write, fs::perm_options::add);
    REQUIRE(store::access_risks(ledger.path()).size() == 1);
    CHECK(store::access_risks(ledger.path())[0].paths == std::vector<std::string>{log});
    fs::remove(log);
    const fs::path link = ledger.path().parent_path() / "link.db";
    fs::create_symlink(ledger.path(), link);
    const auto by_link = store::access_risks(link);
    REQUIRE(by_link.size() == 1);
    CHECK(by_link[0].kind == AccessRisk::Kind::symbolic_link);
    CHECK(by_link[0].paths == std::vector<std::string>{link});
    CHECK(by_link[0].target == fs::canonical(ledger.path()));
}

TEST_CASE("the ledger remembers a backup's head, so a cut before that head is found without noting it down") {
    const TestLedger ledger(full_ledger());
    const auto copied = store::backup(ledger.path(), ledger.path().parent_path() / "copy.db", false, day(43));
    CHECK(copied.head == ledger.open()->extent().head);
    CHECK(problems_of(ledger) == "");
    ledger.tamper("DELETE FROM event WHERE key = 'last'; DELETE FROM batch WHERE id = (SELECT max(id) FROM batch)");
    CHECK(problems_of(ledger).find("its backup") != std::string::npos);
}
