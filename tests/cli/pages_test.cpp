#include <array>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "inmail/core/errors.hpp"
#include "page.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"

namespace inmail::test {
namespace {

namespace fs = std::filesystem;

const fs::path project = INMAIL_SOURCE_DIR;

std::vector<std::string> matches(const std::string& text, const std::regex& pattern) {
    std::vector<std::string> found;
    for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) found.push_back((*it)[1]);
    return found;
}

/// The text between backquotes.
std::vector<std::string> quoted(const std::string& text) { return matches(text, std::regex("`([^`\n]+)`")); }

std::string reference() { return read_file(project / "docs" / "reference.md"); }

/// The code that follows, so that a new code does not compile until it is named here.
std::optional<ExitCode> next(ExitCode code) {
    switch (code) {
        case ExitCode::done:
            return ExitCode::failed;
        case ExitCode::failed:
            return ExitCode::usage;
        case ExitCode::usage:
            return ExitCode::input;
        case ExitCode::input:
            return ExitCode::refused;
        case ExitCode::refused:
            return ExitCode::damaged;
        case ExitCode::damaged:
            return ExitCode::findings;
        case ExitCode::findings:
            return std::nullopt;
    }
    return std::nullopt;
}

/// The anchor that a Markdown viewer gives a heading.
std::string anchor_of(const std::string& heading) {
    std::string anchor;
    for (const char c : heading) {
        if (c == ' ' || c == '-') anchor += '-';
        if (c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0)
            anchor += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return anchor;
}

bool has_anchor(const fs::path& page, const std::string& anchor) {
    for (const auto& heading : matches(read_file(page), std::regex("(?:^|\n)#+ ([^\n]+)"))) {
        if (anchor_of(heading) == anchor) return true;
    }
    return false;
}

/// `json` of each row "| `command --format json` | `key`, `key` |" of the page, by command.
std::map<std::string, std::vector<std::string>> documented_json() {
    std::map<std::string, std::vector<std::string>> keys;
    const std::string page = reference();
    const std::regex row("\n\\| `(inmail [^`]+ --format json)` \\| ([^|\n]+) \\|");
    for (std::sregex_iterator it(page.begin(), page.end(), row), end; it != end; ++it) keys[(*it)[1]] = quoted((*it)[2]);
    return keys;
}

}  // namespace

// INMAIL_ACCEPT=1 writes what came out into the pages instead, for a person to read the difference.
TEST_CASE("pages show what their commands print") {
    std::size_t held = 0;
    for (const auto& path : all_pages()) {
        const std::string page = read_file(path);
        if (!is_held(page)) continue;
        ++held;
        DYNAMIC_SECTION(path.lexically_relative(project).string()) {
            const std::string again = written_again(page);
            if (std::getenv("INMAIL_ACCEPT") != nullptr)
                std::ofstream(path, std::ios::binary) << again;
            else
                CHECK(first_difference(page, again) == "");
        }
    }
    CHECK(held >= 3);
}

TEST_CASE("pages show every command of the demo") {
    std::string pages;
    for (const auto& path : all_pages()) pages += read_file(path);
    for (const auto& shown : demo()) {
        const std::string command = shown.substr(0, shown.find('\n') + 1);
        INFO(command);
        CHECK(pages.find("```text\n" + command) != std::string::npos);
    }
}

TEST_CASE("the reference explains every exit code") {
    const std::string page = reference();
    int codes = 0;
    for (std::optional<ExitCode> code = ExitCode::done; code; code = next(*code), ++codes) {
        INFO("exit code " << static_cast<int>(*code));
        CHECK(page.find("\n| " + std::to_string(static_cast<int>(*code)) + " | ") != std::string::npos);
    }
    CHECK(matches(page, std::regex("\n\\| ([0-9]+) \\| ")).size() == static_cast<std::size_t>(codes));
}

TEST_CASE("the reference explains every column of an events CSV, in its order") {
    const Reader reader;
    const std::string header = reader.output("inmail init >init.log 2>&1; inmail export events");
    const std::string page = reference();
    const auto begin = page.find("## Events as CSV");
    REQUIRE(begin != std::string::npos);
    const std::string section = page.substr(begin, page.find("\n## ", begin) - begin);
    std::string columns;
    for (const auto& cells : matches(section, std::regex("\n\\| (`[^|]+`) \\| "))) {
        for (const auto& column : quoted(cells)) columns += (columns.empty() ? "" : ",") + column;
    }
    CHECK(columns + "\n" == header);
}

TEST_CASE("the reference lists the keys of every JSON document") {
    Reader reader;
    reader.set_clock("2026-10-01T08:00:00Z");
    const std::string prepared = reader.output(
        "inmail init && inmail subscribe ana --plan sales-navigator-core --at 2026-01-01 &&"
        "inmail subscribe noor --plan sales-navigator-core --at 2026-01-01 &&"
        "inmail send ana jane-doe && inmail observe ana 49 && cp -r \"$SAMPLES/linkedin/noor\" archive &&"
        "printf 'at,event,seat,prospect\\n2026-03-02,send,ana,li-wei\\n' >team.csv &&"
        "printf 'Named Contact,InMail Sent Date\\nLi Wei,2026-03-05\\n' >sheet.csv &&"
        "printf 'Seat holder name,InMails sent,Start date,End date\\nana,3,1/1/2026,1/31/2026\\n' >usage.csv &&"
        "printf 'handle,plan\\nben,sales-navigator-core\\n' >roster.csv");
    REQUIRE(!prepared.empty());
    const auto documented = documented_json();
    for (const auto& [command, keys] : documented) {
        INFO(command);
        const auto document = nlohmann::ordered_json::parse(reader.output(command + " || [ $? = 6 ]"));
        std::vector<std::string> printed;
        for (const auto& item : document.items()) printed.push_back(item.key());
        CHECK(printed == keys);
    }
    const std::string help = reader.output("inmail --help");
    const std::size_t reading = help.find("\nReading:");
    for (const auto& command : commands_of_the_help()) {
        if (!std::regex_search(reader.output("inmail " + command + " --help"), std::regex("--format FORMAT .*json"))) continue;
        // Commands that record have the document of `send`, as the page says, but for imports.
        const bool records = help.find("\n  " + command + " ") < reading;
        if (records && command.find("import") == std::string::npos) continue;
        if (command == "members") continue;  // only on a server: tests/cli/server/team.transcript shows its document
        const auto row = documented.lower_bound("inmail " + command + " ");
        INFO(command << " offers JSON");
        CHECK((row != documented.end() && row->first.rfind("inmail " + command + " ", 0) == 0));
    }
}

TEST_CASE("pages link to what exists") {
    const std::regex link("\\]\\(([^)]+)\\)");
    for (const auto& page : all_pages()) {
        for (const auto& target : matches(read_file(page), link)) {
            if (target.find("://") != std::string::npos) continue;
            INFO(page << " links to " << target);
            const auto hash = target.find('#');
            const fs::path linked = hash == 0 ? page : page.parent_path() / target.substr(0, hash);
            CHECK(fs::exists(linked));
            if (hash != std::string::npos && fs::exists(linked)) CHECK(has_anchor(linked, target.substr(hash + 1)));
        }
    }
}

TEST_CASE("the README's picture shows the losses of the audit below it") {
    const std::string readme = read_file(project / "README.md");
    std::smatch alt;
    REQUIRE(std::regex_search(readme, alt, std::regex("!\\[[^\\]]*?(\\d+) of (\\d+) accounts lost (\\d+) credits")));
    std::array<long, 3> sums{};
    const std::regex team("(?:^|\n)[a-z ]+: (\\d+) of (\\d+) accounts? lost (\\d+) credits");
    for (std::sregex_iterator it(readme.begin(), readme.end(), team), end; it != end; ++it) {
        for (std::size_t i = 0; i < sums.size(); ++i) sums.at(i) += std::stol((*it)[i + 1]);
    }
    for (std::size_t i = 0; i < sums.size(); ++i) CHECK(std::stol(alt[i + 1]) == sums.at(i));
}

TEST_CASE("pages name files that exist") {
    const std::regex in_project("(bench|docs|include|migrations|sample-data|scripts|src|tests)/[a-zA-Z0-9_./-]+");
    for (const auto& page : all_pages()) {
        // The changelog alone tells of files that are gone.
        if (page.filename() == "CHANGELOG.md") continue;
        for (const auto& path : quoted(read_file(page))) {
            INFO(page << " names " << path);
            if (std::regex_match(path, in_project)) CHECK(fs::exists(project / path));
        }
    }
}

}  // namespace inmail::test
