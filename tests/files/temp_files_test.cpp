#include "inmail/files/temp_files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace inmail;
using inmail::test::TempDir;
namespace fs = std::filesystem;

namespace {

constexpr auto database = Unfinished::database;
constexpr mode_t owner_only = 0600;

}  // namespace

TEST_CASE("a file is a leftover only once its writer has let it go") {
    const TempDir folder;
    const fs::path place = folder / "copy.db";
    const fs::path unfinished = unfinished_name(place, database);
    const int claim = create_claimed(unfinished, owner_only);
    REQUIRE(claim >= 0);
    CHECK(create_claimed(unfinished, owner_only) == -1);
    std::ofstream(unfinished.string() + "-wal") << "x";

    remove_abandoned_files(place, database);
    CHECK(fs::exists(unfinished));
    CHECK(unfinished_beside(place, database) == std::vector<fs::path>{unfinished});

    close(claim);
    remove_abandoned_files(place, database);
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("an unfinished file's name is recognised, for its place and kind only") {
    for (const auto kind : {database, Unfinished::report}) {
        const fs::path name = unfinished_name("folder/a.db", kind);
        CHECK(name.parent_path() == "folder");
        CHECK(name != unfinished_name("folder/a.db", kind));
        const std::string file = name.filename().string();
        CHECK(is_unfinished(file, "folder/a.db", kind));
        CHECK(is_unfinished(file + "-wal", "a.db", kind));
        CHECK(!is_unfinished(file, "a.db", kind == database ? Unfinished::report : database));
        CHECK(!is_unfinished(file, "b.db", kind));
        CHECK(!is_unfinished(file, "a", kind));
        CHECK(!is_unfinished("x" + file, "a.db", kind));
        CHECK(!is_unfinished(file + "~", "a.db", kind));
    }
}

TEST_CASE("only files named as leftovers are swept") {
    const TempDir folder;
    const auto make = [&](const std::string& name) { std::ofstream(folder / name) << "x"; };
    const std::vector<std::string> others{"a.db",
                                          "a.db.new-",
                                          "a.db.new-2025",
                                          "a.db.new-0123456789abcdef",
                                          "a.db.new-0123456789abcdef0123456789abcde",
                                          "a.db.new-0123456789ABCDEF0123456789ABCDEF",
                                          "a.db.new-0123456789abcdef0123456789abcdef.bak",
                                          "a.db.part-00",
                                          "a.db.inmail-0123456789abcde.new",
                                          "a.db.inmail-0123456789abcdef0.new",
                                          "a.db.inmail-0123456789abcdeg.new",
                                          "a.db.inmail-0123456789abcdef",
                                          "a.db.inmail-0123456789abcdef.part",
                                          "a.db-x.inmail-0123456789abcdef.new",
                                          "b.db.inmail-0123456789abcdef.new",
                                          "xa.db.inmail-0123456789abcdef.new"};
    const std::vector<std::string> left{"a.db.inmail-0123456789abcdef.new", "a.db.inmail-1123456789abcdef.new-journal",
                                        "a.db.before-restore-1.inmail-0123456789abcdef.new",
                                        "a.db.new-0123456789abcdef0123456789abcdef"};
    for (const auto& name : others) make(name);
    for (const auto& name : left) make(name);
    CHECK(unfinished_beside(folder / "a.db", database).size() == left.size());

    remove_abandoned_files(folder / "a.db", database);
    for (const auto& name : others) CHECK(fs::exists(folder / name));
    for (const auto& name : left) CHECK(!fs::exists(folder / name));
}

TEST_CASE("only the user's own regular files are swept, whatever their names") {
    const TempDir folder;
    const auto named = [&] { return unfinished_name(folder / "a.db", database); };
    const fs::path link = named();
    fs::create_symlink(folder / "a.db", link);
    const fs::path directory = named();
    fs::create_directory(directory);
    const fs::path pipe = named();
    REQUIRE(mkfifo(pipe.c_str(), owner_only) == 0);
    const fs::path beside = named().string() + "-wal";
    fs::create_symlink(folder / "a.db", beside);
    std::vector<fs::path> others{link, directory, pipe, beside};
    const fs::path strangers = named();
    std::ofstream(strangers) << "x";
    constexpr uid_t somebody = 12345;
    if (chown(strangers.c_str(), somebody, gid_t(-1)) == 0) others.push_back(strangers);  // only root can give it away

    remove_abandoned_files(folder / "a.db", database);
    for (const auto& other : others) CHECK(fs::exists(fs::symlink_status(other)));
}
