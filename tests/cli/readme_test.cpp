#include <string>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"
#include "transcript.hpp"

namespace inmail::test {
namespace {

/// The text of the README's code block behind a comment `<!-- NAME -->`.
std::string block_of_readme(const std::string& name) {
    const std::string readme = read_file(INMAIL_SOURCE_DIR "/README.md");
    const auto mark = readme.find("<!-- " + name + " -->");
    REQUIRE(mark != std::string::npos);
    const auto fence = readme.find("```", mark);
    const auto first = readme.find('\n', fence) + 1;
    return readme.substr(first, readme.find("```", first) - first);
}

}  // namespace

TEST_CASE("the README shows what scripts/demo prints") {
    const TempDir folder;
    const Outcome demo = run_shell("sh " INMAIL_SOURCE_DIR "/scripts/demo-commands " INMAIL_PROGRAM, folder.path(), "2026-09-30T18:00:00Z");
    REQUIRE(demo.err.empty());
    REQUIRE(demo.exit_code == 0);
    CHECK(without_random_parts(demo.out, folder.path()) == block_of_readme("demo"));
}

}  // namespace inmail::test
