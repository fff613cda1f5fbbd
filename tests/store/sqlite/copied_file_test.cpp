// Copies of a ledger's file that another program made: proved by whoever opens them first.

#include "sqlite/copied_file.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "inmail/core/damage.hpp"
#include "inmail/files/file_identity.hpp"
#include "inmail/store/sqlite/backup.hpp"
#include "sqlite/open_connection.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"
#include "support/old_ledger.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

/// Overwrites a file in place, as `cp` does.
void put(const fs::path& file, const std::string& content) { std::ofstream(file, std::ios::binary) << content; }

bool is_copy(const fs::path& ledger) { return store::is_copy(store::OpenLedger(store::connect_as_it_is(ledger, {}))); }

/// What no reader sees and `verify` finds.
constexpr const char* change_unseen = "UPDATE event SET note = 'changed' WHERE seq = 1";

/// The bytes of a damaged ledger.
std::string damaged() {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0)), send("ana", "x", day(1))}, day(1));
    ledger.tamper(change_unseen);
    return text_of(ledger.path());
}

}  // namespace

TEST_CASE("the first to open a copied ledger proves it, and nobody later") {
    const TempDir folder;
    for (const Access access : {Access::read, Access::write}) {
        const fs::path copy = folder / (access == Access::read ? "read.db" : "write.db");
        put(copy, damaged());
        CHECK_THROWS_AS(store::open(copy, access), DamagedLedger);
        CHECK_THROWS_AS(store::open(copy, access), DamagedLedger);
        CHECK_THROWS_AS(store::status(copy), DamagedLedger);
        CHECK_FALSE(
            verified(*store::open(copy, Access::read, store::Caching::used, {{}, store::Copies::taken_as_they_are})).empty());
    }
    const TestLedger original;
    original.record({subscribe("ana", day(0))});
    const TestLedger copy(original);
    copy.tamper(change_unseen);
    CHECK(copy.open()->extent().events == 1);
}

TEST_CASE("content that was put into a ledger's own file is proved as well") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0))});
    if (!note_on(ledger.path())) return;  // the file system keeps no notes
    put(ledger.path(), damaged());
    CHECK_THROWS_AS(ledger.open(), DamagedLedger);

    const TestLedger sound;
    sound.record({subscribe("ana", day(0)), send("ana", "x", day(1))}, day(1));
    put(ledger.path(), text_of(sound.path()));
    CHECK(is_copy(ledger.path()));
    CHECK(ledger.open()->extent().events == 2);
    CHECK_FALSE(is_copy(ledger.path()));

    const std::string older = text_of(ledger.path());
    ledger.record({send("ana", "y", day(2))}, day(2));
    put(ledger.path(), older);
    CHECK(is_copy(ledger.path()));
}

TEST_CASE("a copy begins without checkpoints, which its proof does not cover") {
    const TestLedger ledger;
    ledger.record({subscribe("ana", day(0))}, day(50));
    Scope scope;
    scope.until = day(31) - Duration{1};
    ledger.open()->checkpoints()->keep(scope, scope.until, [](AccountId) { return std::string{"wrong"}; });
    REQUIRE_FALSE(ledger.open()->checkpoints()->instants().empty());
    const TempDir folder;
    fs::copy_file(ledger.path(), folder / "copy.db");
    CHECK_FALSE(store::open(folder / "copy.db", Access::read)->checkpoints()->latest(scope));
    CHECK(store::open(folder / "copy.db", Access::read)->checkpoints()->instants().empty());
}

TEST_CASE("what the program itself makes, moves or writes is no copy") {
    const TestLedger ledger;
    CHECK_FALSE(is_copy(ledger.path()));
    {
        const auto user = ledger.open();
        ledger.record({subscribe("ana", day(0))});
        CHECK_FALSE(is_copy(ledger.path()));
    }

    const TempDir folder;
    const fs::path backup = folder / "backup.db";
    static_cast<void>(store::backup(ledger.path(), backup, false, day(2)));
    CHECK_FALSE(is_copy(ledger.path()));
    CHECK_FALSE(is_copy(backup));
    static_cast<void>(store::backup(ledger.path(), backup, true, day(3)));
    CHECK_FALSE(is_copy(backup));
    ledger.record({send("ana", "x", day(4))}, day(4));
    static_cast<void>(store::restore(backup, ledger.path(), true, day(5)));
    CHECK_FALSE(is_copy(ledger.path()));
    static_cast<void>(store::restore(backup, folder / "new.db", false, day(5)));
    CHECK_FALSE(is_copy(folder / "new.db"));

    ledger.open(Access::write)->maintenance()->erase({"x"}, day(6));
    CHECK_FALSE(is_copy(ledger.path()));
    fs::rename(backup, folder / "moved.db");
    fs::create_symlink(folder / "moved.db", folder / "link.db");
    CHECK_FALSE(is_copy(folder / "link.db"));
    // Anything may have happened to it while no revision told its copies.
    copy_old_ledger("v6", folder / "old.db");
    CHECK(store::open(folder / "old.db", Access::read)->extent().events == 193);
    CHECK_FALSE(is_copy(folder / "old.db"));
}
