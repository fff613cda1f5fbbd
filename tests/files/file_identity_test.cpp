#include "inmail/files/file_identity.hpp"

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <optional>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace inmail;
namespace fs = std::filesystem;

namespace {

bool is_same(const FileIdentity& a, const FileIdentity& b) { return a.inode == b.inode && a.born_ns == b.born_ns; }

}  // namespace

TEST_CASE("a file keeps its identity and its note when it is moved or written, and its copy has neither") {
    const test::TempDir folder;
    const fs::path file = folder / "file";
    std::ofstream(file) << "text";
    const FileIdentity identity = identity_of(file);
    CHECK(identity.inode != 0);
    const bool keeps_notes = note_on(file).has_value();
    if (keeps_notes) CHECK(note_on(file)->empty());
    leave_note_on(file, "first");
    leave_note_on(file, std::string("\0\1", 2));

    std::ofstream(file) << "other text";
    fs::rename(file, folder / "moved");
    fs::create_symlink("moved", file);
    CHECK(is_same(identity_of(file), identity));
    if (keeps_notes) CHECK(note_on(file) == std::string("\0\1", 2));

    fs::copy_file(file, folder / "copy");
    CHECK_FALSE(is_same(identity_of(folder / "copy"), identity));
    if (keeps_notes) CHECK(note_on(folder / "copy")->empty());
}

TEST_CASE("a file that is not there has no identity and no note") {
    const test::TempDir folder;
    CHECK(identity_of(folder / "nothing").inode == 0);
    leave_note_on(folder / "nothing", "note");
    CHECK_FALSE(note_on(folder / "nothing"));
    CHECK_FALSE(fs::exists(folder / "nothing"));
}

TEST_CASE("a file with another name has hard links") {
    const test::TempDir folder;
    CHECK_FALSE(has_hard_links(folder / "nothing"));
    std::ofstream(folder / "file") << "text";
    CHECK_FALSE(has_hard_links(folder / "file"));
    CHECK_FALSE(has_hard_links(folder.path()));  // whose other names are `.` and those of its folders
    fs::create_hard_link(folder / "file", folder / "twin");
    CHECK(has_hard_links(folder / "file"));
    fs::remove(folder / "file");
    CHECK_FALSE(has_hard_links(folder / "twin"));
}

namespace {

/// What `is_mounted_alone` says of `file` when it is mounted over itself, in a namespace of a process of its own. None: the
/// machine does not let this user mount.
std::optional<bool> mounted_over_itself(const fs::path& file) {
    constexpr int cannot_mount = 2;
    const pid_t child = ::fork();
    if (child == 0) {
        const bool is_root = ::geteuid() == 0;
        const bool is_mounted = ::unshare(CLONE_NEWNS | (is_root ? 0 : CLONE_NEWUSER)) == 0 &&
                                ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                                ::mount(file.c_str(), file.c_str(), nullptr, MS_BIND, nullptr) == 0;
        ::_exit(is_mounted ? static_cast<int>(is_mounted_alone(file)) : cannot_mount);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    if (WEXITSTATUS(status) == cannot_mount) return std::nullopt;
    return WEXITSTATUS(status) != 0;
}

}  // namespace

TEST_CASE("only a file with a mount of its own is mounted alone") {
    const test::TempDir folder;
    const fs::path file = folder / "file";
    CHECK_FALSE(is_mounted_alone(file));
    std::ofstream(file) << "text";
    CHECK_FALSE(is_mounted_alone("/"));  // a directory is mounted as it should be
    CHECK_FALSE(is_mounted_alone(file));
    if (const auto mounted = mounted_over_itself(file)) CHECK(*mounted);
}
