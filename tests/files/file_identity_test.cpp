#include "inmail/files/file_identity.hpp"

#include <fstream>

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
