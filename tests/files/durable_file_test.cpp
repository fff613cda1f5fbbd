#include "inmail/files/durable_file.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace inmail;
using inmail::test::TempDir;
namespace fs = std::filesystem;

namespace {

void write(const TemporaryFile& file, const std::string& text) {
    REQUIRE(::write(file.descriptor(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
}

std::string text_of(const fs::path& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t files_in(const TempDir& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder.path()), {}));
}

}  // namespace

TEST_CASE("a file that is put in place leaves no other file there") {
    const TempDir folder;
    {
        TemporaryFile file(folder / "a.db", Unfinished::database);
        write(file, "ours");
        std::ofstream(file.path().string() + "-wal") << "x";
        CHECK_FALSE(is_there(folder / "a.db"));
        CHECK(file.put_in_place());
    }
    CHECK(text_of(folder / "a.db") == "ours");
    CHECK(files_in(folder) == 1);
}

TEST_CASE("a file that is not put in place leaves nothing") {
    const TempDir folder;
    {
        const TemporaryFile file(folder / "a.db", Unfinished::database);
        write(file, "ours");
    }
    CHECK(files_in(folder) == 0);
}

TEST_CASE("only replace_place replaces what stands there, even a symbolic link to nothing") {
    const TempDir folder;
    fs::create_symlink("nowhere", folder / "report.csv");
    TemporaryFile file(folder / "report.csv", Unfinished::report);
    write(file, "ours");
    CHECK_FALSE(file.put_in_place());
    CHECK(fs::is_symlink(folder / "report.csv"));
    file.replace_place();
    CHECK(text_of(folder / "report.csv") == "ours");
    CHECK_FALSE(fs::is_symlink(folder / "report.csv"));
}

TEST_CASE("only its owner can read a database") {
    const TempDir folder;
    const TemporaryFile file(folder / "a.db", Unfinished::database);
    CHECK(fs::status(file.path()).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a new file removes the abandoned files of its place") {
    const TempDir folder;
    std::ofstream(unfinished_name(folder / "a.db", Unfinished::database)) << "x";
    const TemporaryFile file(folder / "a.db", Unfinished::database);
    CHECK(files_in(folder) == 1);
}

TEST_CASE("a place that cannot be written is named with the reason") {
    const TempDir folder;
    try {
        const TemporaryFile file(folder / "missing/a.db", Unfinished::database);
        FAIL("no error");
    } catch (const FailedMachine& failure) {
        const auto& fault = std::get<machine_fault::FileUnusable>(failure.reason());
        CHECK(fault.what == machine_fault::FileUnusable::What::write);
        CHECK(fault.path == (folder / "missing/a.db").string());
        CHECK(fault.error == ENOENT);
    }
}
