#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace inmail::test {

/// What a command printed and how it ended.
struct Outcome {
    std::string out;
    std::string err;
    int exit_code{0};
};

/// Runs one shell command with `inmail` and `bench_generate` on its PATH, a ledger of its own in `folder`, and the clock at
/// `now`.
[[nodiscard]] Outcome run_shell(const std::string& command, const std::filesystem::path& folder, const std::string& now);

/// One word for the shell, whatever is in it.
[[nodiscard]] std::string shell_quoted(const std::string& word);

[[nodiscard]] std::string replaced(std::string text, const std::string& what, const std::string& with);

/// What differs between runs and places made the same: generated keys become <key>, hashes <hash>, the folder <folder>, and that
/// of the project <source>.
[[nodiscard]] std::string without_random_parts(const std::string& text, const std::filesystem::path& folder);

/// Plays a transcript in an empty folder and writes it again as it came out this time. A transcript is text in which
///     @now 2026-03-14T09:00:00Z    sets the clock
///     $ inmail balance             is a command for the shell,
///     > more                       its further lines, as of a here-document; under it stand, in this order,
///     | text                       its standard output, a line each (a line of CSV without its CR),
///     ! text                       its standard error, a line each,
///     = 3                          its exit code, where it is not 0
/// and every other line is prose. A transcript holds when it comes out as it went in.
[[nodiscard]] std::string replay(const std::string& transcript);

/// The first line in which two texts part, as a person wants it told; empty where they are the same.
[[nodiscard]] std::string first_difference(const std::string& expected, const std::string& actual);

[[nodiscard]] std::string read_file(const std::filesystem::path& path);

}  // namespace inmail::test
