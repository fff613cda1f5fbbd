#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "support/temp_dir.hpp"
#include "transcript.hpp"

namespace inmail::test {

/// Every page of documentation.
[[nodiscard]] std::vector<std::filesystem::path> all_pages();

/// The commands that `inmail --help` lists, in its order.
[[nodiscard]] std::vector<std::string> commands_of_the_help();

/// What a reader sees who types a page's commands: a home with a ledger of its own and the sample data, and a clock.
class Reader {
  public:
    Reader();
    void set_clock(const std::string& now) { now_ = now; }

    /// What the terminal shows: standard output and error in one, the home as ~, JSON broken into lines.
    [[nodiscard]] std::string shown(const std::string& command) const;
    /// Standard output as it is. Fails the test if the command does.
    [[nodiscard]] std::string output(const std::string& command) const;

  private:
    TempDir home_;
    std::string now_{"2026-03-14T09:00:00Z"};
};

/// Each command of scripts/demo-commands: the line that runs it, then what it prints.
[[nodiscard]] const std::vector<std::string>& demo();

/// Writes a page again with what its commands print today. These lines of a page are marks:
///     ```console                          begins a block whose lines `$ command` are run, each with its output below it
///     <!-- now 2026-03-14T09:00:00Z -->   sets the clock
///     <!-- demo: audit -->                the block below it shows the demo's command that begins like this
///     <!-- commands -->                   the block below it lists every command with its options
[[nodiscard]] std::string written_again(const std::string& page);

/// Whether the page has a mark.
[[nodiscard]] bool is_held(const std::string& page);

}  // namespace inmail::test
