#include "transcript.hpp"

#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "support/places.hpp"
#include "support/temp_dir.hpp"

namespace inmail::test {
namespace {

namespace fs = std::filesystem;

std::string with_prefix(const std::string& text, const std::string& prefix) {
    std::istringstream lines(text);
    std::string out;
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        out += line.empty() ? prefix + "\n" : prefix + " " + line + "\n";
    }
    return out;
}

bool starts_with(const std::string& line, const std::string& prefix) { return line.compare(0, prefix.size(), prefix) == 0; }

/// A line that a command brought forth: left out when the transcript is written again.
bool is_result(const std::string& line) { return starts_with(line, "|") || starts_with(line, "!") || starts_with(line, "= "); }

/// A further line of a command, as of a here-document.
bool is_more(const std::string& line) { return line == ">" || starts_with(line, "> "); }

}  // namespace

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string shell_quoted(const std::string& word) { return "'" + replaced(word, "'", "'\\''") + "'"; }

Outcome run_shell(const std::string& command, const fs::path& folder, const std::string& now) {
    const fs::path out = folder / ".out";
    const fs::path err = folder / ".err";
    const std::string home = shell_quoted(folder.string());
    const std::string programs = fs::path(INMAIL_PROGRAM).parent_path().string() + ":" INMAIL_BINARY_DIR "/bench";
    const std::string environment =
        "umask 022; unset INMAIL_SEAT INMAIL_PAGER PAGER LESS XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME COLUMNS; export "
        "LC_ALL=C.UTF-8 "
        "TZ=UTC HOME=" +
        home + " PATH=" + shell_quoted(programs) + ":\"$PATH\" INMAIL_LEDGER=" + shell_quoted((folder / "ledger.db").string()) +
        " INMAIL_NOW='" + now +
        "' SAMPLES='" INMAIL_SOURCE_DIR "/sample-data' FIXTURES='" INMAIL_SOURCE_DIR "/tests/fixtures'; cd " + home + "; ";
    const std::string line =
        "{ " + environment + command + "\n} >" + shell_quoted(out.string()) + " 2>" + shell_quoted(err.string()) + " </dev/null";
    const int status = std::system(line.c_str());
    return {read_file(out), read_file(err), WIFEXITED(status) ? WEXITSTATUS(status) : -1};
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

std::string without_random_parts(const std::string& text, const fs::path& folder) {
    // A table shows as much of a key as tells it from the others: the time of recording, and more.
    static const std::regex key("\\b0[0-9A-HJKMNP-TV-Z]{9,25}\\b");
    static const std::regex hash("\\b[0-9a-f]{64}\\b");
    const std::string same = std::regex_replace(std::regex_replace(text, key, "<key>"), hash, "<hash>");
    return replaced(replaced(same, folder.string(), "<folder>"), INMAIL_SOURCE_DIR, "<source>");
}

std::string first_difference(const std::string& expected, const std::string& actual) {
    if (expected == actual) return {};
    std::istringstream before(expected);
    std::istringstream after(actual);
    std::string command;
    for (int number = 1;; ++number) {
        std::string was;
        std::string is;
        const bool more_before = static_cast<bool>(std::getline(before, was));
        const bool more_after = static_cast<bool>(std::getline(after, is));
        if (!more_before && !more_after) return "the ends of the texts differ";
        if (was != is || more_before != more_after) {
            return "line " + std::to_string(number) + ", of `" + command + "`\nexpected: " + was + "\nactual:   " + is;
        }
        if (starts_with(was, "$ ")) command = was.substr(2);
    }
}

std::string replay(const std::string& transcript) {
    const TempDir folder;
    std::istringstream lines(transcript);
    std::string again;
    std::string now = "2026-03-14T09:00:00Z";
    std::string command;
    const auto run = [&] {
        if (command.empty()) return;
        const Outcome outcome = run_shell(command, folder.path(), now);
        again += with_prefix(without_random_parts(outcome.out, folder.path()), "|");
        again += with_prefix(without_random_parts(outcome.err, folder.path()), "!");
        if (outcome.exit_code != 0) again += "= " + std::to_string(outcome.exit_code) + "\n";
        command.clear();
    };
    for (std::string line; std::getline(lines, line);) {
        if (is_result(line)) continue;
        if (is_more(line) && !command.empty()) {
            command += "\n" + line.substr(std::min<std::size_t>(2, line.size()));
        } else {
            run();
        }
        again += line + "\n";
        if (starts_with(line, "@now ")) now = line.substr(5);
        if (starts_with(line, "$ ")) command = line.substr(2);
    }
    run();
    return again;
}

}  // namespace inmail::test
