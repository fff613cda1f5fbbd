// `copy` from a file to a server and back: the same rows, the same head.

#include "inmail/store/copy.hpp"

#include "inmail/core/errors.hpp"
#include "store/copy_checks.hpp"
#include "store/postgres/server_ledger.hpp"
#include "store/sqlite/full_ledger.hpp"
#include "support/temp_dir.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

namespace {

/// Copies the file to a new database, and from there to another file.
void there_and_back(const std::filesystem::path& from, const std::filesystem::path& to) {
    const TestDatabase database;
    const auto there = store::copy(from, database.location(), day(50));
    const auto back = store::copy(database.location(), to, day(50));
    CHECK(there.head == back.head);
    CHECK(there.events == back.events);
    CHECK(ledger_rows_in(to) == ledger_rows_in(from));
    CHECK(is_sound(*store::open(to, Access::read)));
    const auto on_server = store::open(database.location(), Access::read);
    const auto in_file = store::open(to, Access::read);
    CHECK(on_server->extent().head == there.head);
    CHECK(folded_keys(*on_server) == folded_keys(*in_file));
    // No row can be changed in the copy, either.
    CHECK_THROWS(database.run("DELETE FROM inmail.event"));
    CHECK_THROWS(database.run("UPDATE inmail.seat SET name = 'eve'"));
}

}  // namespace

TEST_CASE("a ledger that goes to a server and back is the same, with the schema of today") {
    const TempDir folder;
    for (const std::string& name : old_ledgers()) {
        INFO(name);
        const auto from = folder / (name + ".db");
        copy_old_ledger(name, from);
        there_and_back(from, folder / (name + "-back.db"));
    }
}

TEST_CASE("a copy on a server has every field, erased names and a user's terms, and goes on from there") {
    const TempDir folder;
    const auto from = folder / "full.db";
    (void)store::copy(full_ledger().path(), from, day(50));
    store::open(from, Access::write)->maintenance()->erase({"cem"}, day(51));
    there_and_back(from, folder / "back.db");

    const OnServer server;
    (void)store::copy(from, server.database.location(), day(50));
    server.record({with_key(send("ana", "known before", day(51)), "next")}, day(51));
    (void)store::copy(server.database.location(), folder / "longer.db", day(52));
    CHECK(is_sound(*store::open(folder / "longer.db", Access::read)));
    CHECK_THROWS_AS(store::copy(from, server.database.location(), day(52)), Refusal);
    CHECK_THROWS_AS(store::copy(server.database.location(), from, day(52)), Refusal);
}
