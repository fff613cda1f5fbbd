#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"
#include "transcript.hpp"

namespace inmail::test {
namespace {

constexpr const char* readme_path = INMAIL_SOURCE_DIR "/README.md";
const std::string fence = "```";
const std::string console = "```console";
const std::string prompt = "$ ";
const std::string clock_mark = "<!-- now ";
const std::string demo_mark = "<!-- demo -->";

bool starts_with(const std::string& line, const std::string& prefix) { return line.compare(0, prefix.size(), prefix) == 0; }

/// Writes the README again with what its commands print today. A comment `<!-- now INSTANT -->` sets the clock, each command
/// of a ```console block is run in the home of the reader, and the block behind `<!-- demo -->` is what the demo prints.
class Readme {
  public:
    std::string written_again(const std::string& text) {
        std::string again;
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            again += line + "\n";
            if (starts_with(line, clock_mark)) {
                now_ = line.substr(clock_mark.size(), line.find(' ', clock_mark.size()) - clock_mark.size());
            } else if (line == demo_mark) {
                std::getline(lines, line);
                again += line + "\n" + demo() + fence + "\n";
                block(lines);
            } else if (line == console) {
                for (const auto& command : block(lines)) again += command + "\n" + shown(command.substr(prompt.size()));
                again += fence + "\n";
            }
        }
        return again;
    }

  private:
    /// Reads to the block's end; its commands.
    static std::vector<std::string> block(std::istream& lines) {
        std::vector<std::string> commands;
        for (std::string line; std::getline(lines, line) && line != fence;) {
            if (starts_with(line, prompt)) commands.push_back(line);
        }
        return commands;
    }

    /// As a terminal shows it: standard output and error in one, and the home as ~.
    std::string shown(const std::string& command) {
        const Outcome outcome = run_shell("{ unset INMAIL_LEDGER; " + command + "; } 2>&1", home_.path(), now_);
        return replaced(without_random_parts(outcome.out, home_.path()), "<folder>", "~");
    }

    std::string demo() {
        const Outcome demo = run_shell("sh " INMAIL_SOURCE_DIR "/scripts/demo-commands " INMAIL_PROGRAM, home_.path(), now_);
        REQUIRE(demo.err.empty());
        REQUIRE(demo.exit_code == 0);
        return without_random_parts(demo.out, home_.path());
    }

    TempDir home_;
    std::string now_{"2026-03-14T09:00:00Z"};
};

}  // namespace

// INMAIL_ACCEPT=1 writes what came out into the README instead, for a person to read the difference.
TEST_CASE("the README shows what its commands and scripts/demo print") {
    const std::string text = read_file(readme_path);
    REQUIRE(text.find(demo_mark) != std::string::npos);
    REQUIRE(text.find(console) != std::string::npos);
    const std::string again = Readme().written_again(text);
    if (std::getenv("INMAIL_ACCEPT") != nullptr)
        std::ofstream(readme_path, std::ios::binary) << again;
    else
        CHECK(first_difference(text, again) == "");
}

}  // namespace inmail::test
