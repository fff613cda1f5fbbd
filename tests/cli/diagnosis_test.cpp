#include "diagnosis.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include "support/catch.hpp"
#include "transcript.hpp"

namespace inmail::test {

// What is explained, and that each explanation's commands make the ledger agree. INMAIL_ACCEPT=1 rewrites the cases.
TEST_CASE("diagnoses come out as they stand, and each of them is proven") {
    std::vector<std::filesystem::path> cases;
    for (const auto& entry : std::filesystem::directory_iterator(INMAIL_SOURCE_DIR "/tests/cli/diagnose"))
        cases.push_back(entry.path());
    std::sort(cases.begin(), cases.end());
    REQUIRE(!cases.empty());
    for (const auto& path : cases) {
        DYNAMIC_SECTION(path.filename().string()) {
            const std::string expected = read_file(path);
            const std::string actual = replay_diagnosis(expected);
            CHECK(actual.find("\n! ") == std::string::npos);
            if (std::getenv("INMAIL_ACCEPT") != nullptr)
                std::ofstream(path, std::ios::binary) << actual;
            else
                CHECK(first_difference(expected, actual) == "");
        }
    }
}

}  // namespace inmail::test
