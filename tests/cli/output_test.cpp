#include "output.hpp"

#include <stdlib.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "inmail/core/errors.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"
#include "transcript.hpp"

using namespace inmail;
using namespace inmail::test;
namespace fs = std::filesystem;

namespace {

struct Race {
    const char* name;
    bool force;
    bool somebody_comes;
    const char* left;  ///< the file's content afterwards
};

}  // namespace

TEST_CASE("a file created while a report is being written is not replaced without --force") {
    for (const auto& race :
         {Race{"nobody comes", false, false, "ours"}, Race{"nobody comes, --force", true, false, "ours"},
          Race{"somebody comes", false, true, "theirs"}, Race{"somebody comes, --force", true, true, "ours"}}) {
        INFO(race.name);
        const TempDir folder;
        const fs::path place = folder / "report.csv";
        {
            cli::Output output(place.string(), race.force, folder / "ledger.db");
            output.stream() << "ours";
            if (race.somebody_comes) std::ofstream(place) << "theirs";
            if (race.somebody_comes && !race.force)
                CHECK_THROWS_AS(output.finish(), Refusal);
            else
                output.finish();
        }
        CHECK(read_file(place) == race.left);
        CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
    }
}

TEST_CASE("output is held whole until it is passed on, once or twice, in memory or in a temporary file") {
    constexpr std::size_t kib = 1024;
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, 1024 * kib, 1024 * kib + 1, 3000 * kib}) {
        INFO(size << " bytes");
        std::string written;
        for (std::size_t i = 0; written.size() < size; ++i) written += std::to_string(i) + "\n";
        written.resize(size);
        cli::HeldOutput held;
        held << written.substr(0, size / 3) << written.substr(size / 3);
        CHECK(held.lines() == static_cast<std::size_t>(std::count(written.begin(), written.end(), '\n')));
        for (const char* const time : {"first", "second"}) {
            INFO(time << " time");
            std::string passed;
            held.pass_to([&passed](const char* bytes, std::size_t count) {
                passed.append(bytes, count);
                return true;
            });
            CHECK((passed == written));
        }
        std::size_t blocks = 0;
        held.pass_to([&blocks](const char*, std::size_t) { return ++blocks == 0; });
        CHECK(blocks == 1);
    }
}

TEST_CASE("output that can be held nowhere is a failure, not cut short") {
    const char* const before = std::getenv("TMPDIR");
    const std::string kept = before == nullptr ? "" : before;
    const TempDir folder;
    setenv("TMPDIR", (folder / "gone").c_str(), 1);
    cli::HeldOutput held;
    CHECK_THROWS_AS(held << std::string(std::size_t{3} << 20U, 'x'), MachineFailure);
    before == nullptr ? unsetenv("TMPDIR") : setenv("TMPDIR", kept.c_str(), 1);
}
