// A copy is the same ledger: `copy` from a file to a file. tests/store/postgres has the way over a server.

#include <fstream>

#include "inmail/core/errors.hpp"
#include "inmail/store/copy.hpp"
#include "store/copy_checks.hpp"
#include "store/sqlite/full_ledger.hpp"
#include "support/temp_dir.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

TEST_CASE("a copy of a ledger has all of its rows, and its head") {
    const TempDir folder;
    for (const std::string& name : old_ledgers()) {
        INFO(name);
        const auto from = folder / (name + ".db");
        copy_old_ledger(name, from);
        const auto to = folder / (name + "-copy.db");
        const auto copied = store::copy(from, to, day(50));
        CHECK(ledger_rows_in(to) == ledger_rows_in(from));
        const auto ledger = store::open(to, Access::write);
        CHECK(ledger->extent().head == copied.head);
        CHECK(ledger->extent().events == copied.events);
        CHECK(is_sound(*ledger));
    }
    const auto full = folder / "full.db";
    CHECK(store::copy(full_ledger().path(), full, day(50)).head == full_ledger().open()->extent().head);
    CHECK(ledger_rows_in(full) == ledger_rows_in(full_ledger().path()));
    store::open(full, Access::write)->maintenance()->erase({"cem"}, day(51));
    const auto erased = folder / "erased.db";
    (void)store::copy(full, erased, day(52));
    CHECK(ledger_rows_in(erased) == ledger_rows_in(full));
}

TEST_CASE("a copy goes on from where the ledger was") {
    const TempDir folder;
    const auto to = folder / "copy.db";
    (void)store::copy(full_ledger().path(), to, day(50));
    for (const auto& path : {full_ledger().path(), to}) {
        const auto ledger = store::open(path, Access::write);
        const auto transaction = ledger->begin(day(51), "test");
        transaction->append(with_key(send("ana", "known before", day(51)), "next"));
        transaction->commit();
        CHECK(is_sound(*ledger));
    }
}

TEST_CASE("a copy takes the place of an empty ledger, and of nothing else") {
    const TempDir folder;
    const auto from = full_ledger().path();
    const auto empty = folder / "empty.db";
    store::create(empty, "quicklead", "Europe/Berlin", day(0));
    (void)store::copy(from, empty, day(50));
    CHECK(store::open(empty, Access::read)->info().id == full_ledger().open()->info().id);
    CHECK(ledger_rows_in(empty) == ledger_rows_in(from));
    CHECK_THROWS_AS(store::copy(from, empty, day(50)), Refusal);
    CHECK_THROWS_AS(store::copy(from, from, day(50)), Refusal);
    const auto other = folder / "notes.txt";
    std::ofstream(other) << "no ledger";
    CHECK_THROWS_AS(store::copy(from, other, day(50)), InputError);
    CHECK_THROWS_AS(store::copy(folder / "none.db", folder / "new.db", day(50)), InputError);
    CHECK_FALSE(std::filesystem::exists(folder / "new.db"));
}

TEST_CASE("a damaged ledger is not copied") {
    const TempDir folder;
    const auto from = folder / "damaged.db";
    copy_old_ledger("v15", from);
    {
        SQLite::Database database(from.string(), SQLite::OPEN_READWRITE);
        database.exec("DROP TRIGGER event_no_update");
        database.exec("UPDATE event SET occurred_at = occurred_at + 1 WHERE seq = 2");
    }
    CHECK_THROWS_AS(store::copy(from, folder / "copy.db", day(50)), DamagedLedger);
    CHECK_FALSE(std::filesystem::exists(folder / "copy.db"));
}
