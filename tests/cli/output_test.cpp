#include "output.hpp"

#include <filesystem>
#include <fstream>

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
