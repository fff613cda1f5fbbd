#include "transcript.hpp"

#include <pty.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include "support/catch.hpp"

namespace inmail::test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> transcripts() {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(INMAIL_SOURCE_DIR "/tests/cli")) {
        if (entry.path().extension() == ".transcript") found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// A bare chroot has no terminals to play with.
bool has_terminals() {
    int ours = -1;
    int theirs = -1;
    if (openpty(&ours, &theirs, nullptr, nullptr, nullptr) != 0) return false;
    close(ours);
    close(theirs);
    return true;
}

constexpr const char* needs_terminals = "terminal.transcript";

}  // namespace

// INMAIL_ACCEPT=1 writes what came out into the transcripts instead, for a person to read the difference.
TEST_CASE("transcripts come out as they stand") {
    const auto all = transcripts();
    REQUIRE(!all.empty());
    for (const auto& path : all) {
        if (path.filename() == needs_terminals && !has_terminals()) {
            WARN(needs_terminals << " is skipped: this machine gives no pseudo-terminal");
            continue;
        }
        DYNAMIC_SECTION(path.filename().string()) {
            const std::string expected = read_file(path);
            const std::string actual = replay(expected);
            if (std::getenv("INMAIL_ACCEPT") != nullptr)
                std::ofstream(path, std::ios::binary) << actual;
            else
                CHECK(first_difference(expected, actual) == "");
        }
    }
}

}  // namespace inmail::test
