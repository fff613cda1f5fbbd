#include "inmail/ledger/leftovers.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace inmail::ledger;
using inmail::test::TempDir;
namespace fs = std::filesystem;

namespace {

constexpr const char* mark = ".new-";
constexpr mode_t owner_only = 0600;

}  // namespace

TEST_CASE("what somebody is writing is no leftover until it is let go") {
    const TempDir folder;
    const fs::path place = folder / "copy.db";
    const fs::path unfinished = folder / "copy.db.new-0a1b";
    const int claim = create_claimed(unfinished, owner_only);
    REQUIRE(claim >= 0);
    CHECK(create_claimed(unfinished, owner_only) == -1);
    std::ofstream(unfinished.string() + "-wal") << "x";

    sweep_leftovers(place, mark);
    CHECK(fs::exists(unfinished));
    CHECK(unfinished_beside(place, mark) == std::vector<fs::path>{unfinished});

    close(claim);
    sweep_leftovers(place, mark);
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("only what is named as a leftover is swept") {
    const TempDir folder;
    const auto make = [&](const char* name) { std::ofstream(folder / name) << "x"; };
    for (const char* other : {"a.db", "a.db.new-", "a.db.new-xyz", "a.db.new-0f.bak", "b.db.new-0f", "a.db-x.new-0f", "xa.db.new-0f"}) make(other);
    for (const char* left : {"a.db.new-0f", "a.db.new-0e-journal", "a.db.before-restore-1.new-0f"}) make(left);
    fs::create_symlink(folder / "a.db", folder / "a.db.new-0d");
    CHECK(unfinished_beside(folder / "a.db", mark).size() == 4);

    sweep_leftovers(folder / "a.db", mark);
    constexpr std::ptrdiff_t others_and_the_link = 8;
    CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == others_and_the_link);
    CHECK(fs::exists(folder / "a.db"));
}
