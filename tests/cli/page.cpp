#include "page.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "support/catch.hpp"
#include "support/places.hpp"

namespace inmail::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

const std::string fence = "```";
const std::string console = "```console";
const std::string prompt = "$ ";
const std::string clock_mark = "<!-- now ";
const std::string demo_mark = "<!-- demo: ";
const std::string commands_mark = "<!-- commands -->";
const std::string mark_end = " -->";
constexpr std::size_t line_width = 120;

bool starts_with(const std::string& line, const std::string& prefix) { return line.compare(0, prefix.size(), prefix) == 0; }

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// The argument of a mark: `audit` of `<!-- demo: audit -->`.
std::string argument_of(const std::string& line, const std::string& mark) {
    return line.substr(mark.size(), line.find(mark_end) - mark.size());
}

/// The words, as many to a line as fit.
std::string wrapped(const std::vector<std::string>& words, const std::string& margin) {
    std::string text;
    std::string line;
    for (const auto& word : words) {
        if (!line.empty() && line.size() + 1 + word.size() > line_width) {
            text += line + "\n";
            line.clear();
        }
        line += (line.empty() ? margin : " ") + word;
    }
    return line.empty() ? text : text + line + "\n";
}

/// Figures fill their lines; what holds other objects or lists has a line for each member.
std::string laid_out(const Json& json, std::size_t indent = 0) {
    const std::string flat = json.dump();
    if (!json.is_structured() || json.empty() || indent + flat.size() <= line_width) return flat;
    const std::string margin(indent + 2, ' ');
    const bool is_flat = std::none_of(json.begin(), json.end(), [](const Json& member) { return member.is_structured(); });
    std::vector<std::string> members;
    for (const auto& [key, value] : json.items()) {
        const std::string name = json.is_object() ? Json(key).dump() + ": " : "";
        members.push_back(name + laid_out(value, indent + 2) + (members.size() + 1 < json.size() ? "," : ""));
    }
    std::string text;
    for (const auto& member : members) text += margin + member + "\n";
    if (is_flat) text = wrapped(members, margin);
    const std::string end(indent, ' ');
    return json.is_object() ? "{\n" + text + end + "}" : "[\n" + text + end + "]";
}

std::string with_json_laid_out(const std::string& text) {
    std::string out;
    for (const auto& line : lines_of(text)) out += (starts_with(line, "{\"schema\"") ? laid_out(Json::parse(line)) : line) + "\n";
    return out;
}

/// The usage line of a command's help, and below it the options that not every command has.
std::string usage_of(const std::string& command, const Reader& reader) {
    static const std::string usage = "Usage: ";
    static const std::regex option("  (?:-[a-zA-Z],)?(--[a-z-]+)( [A-Za-z|=-]+)?  .*");
    static const std::set<std::string> of_every_command{"--help", "--ledger", "--quiet", "--color"};
    std::string text;
    std::vector<std::string> options;
    for (const auto& line : lines_of(reader.output("inmail " + command + " --help"))) {
        std::smatch match;
        if (starts_with(line, usage)) text = replaced(line.substr(usage.size()), " [OPTIONS]", "") + "\n";
        if (!std::regex_match(line, match, option)) continue;
        if (of_every_command.count(match[1]) == 0) options.push_back("[" + match[1].str() + match[2].str() + "]");
    }
    return text + wrapped(options, "    ");
}

std::string usages() {
    const Reader reader;
    std::string text;
    for (const auto& command : commands_of_the_help()) text += usage_of(command, reader);
    return text;
}

std::string demo_of(const std::string& beginning) {
    for (const auto& shown : demo()) {
        if (starts_with(shown, prompt + "inmail " + beginning)) return shown;
    }
    FAIL("the demo runs no `inmail " << beginning << "`");
    return {};
}

/// Reads a block to its end; its commands.
std::vector<std::string> commands_of_block(std::istream& lines) {
    std::vector<std::string> commands;
    for (std::string line; std::getline(lines, line) && line != fence;) {
        if (starts_with(line, prompt)) commands.push_back(line);
    }
    return commands;
}

}  // namespace

std::vector<fs::path> all_pages() {
    const fs::path project = INMAIL_SOURCE_DIR;
    std::vector<fs::path> pages;
    for (const auto& folder : {project, project / "docs", project / "sample-data"}) {
        for (const auto& entry : fs::directory_iterator(folder)) {
            if (entry.path().extension() == ".md") pages.push_back(entry.path());
        }
    }
    std::sort(pages.begin(), pages.end());
    return pages;
}

std::vector<std::string> commands_of_the_help() {
    static const std::regex listed("  ([a-z]+( [a-z]+)?)  +[A-Z].*");
    std::vector<std::string> commands;
    for (const auto& line : lines_of(Reader().output("inmail --help"))) {
        std::smatch match;
        if (std::regex_match(line, match, listed)) commands.push_back(match[1]);
    }
    REQUIRE(!commands.empty());
    return commands;
}

Reader::Reader() { fs::create_directory_symlink(fs::path(INMAIL_SOURCE_DIR) / "sample-data", home_.path() / "sample-data"); }

std::string Reader::shown(const std::string& command) const {
    const Outcome outcome = run_shell("{ unset INMAIL_LEDGER; " + command + "; } 2>&1", home_.path(), now_);
    return replaced(without_random_parts(with_json_laid_out(outcome.out), home_.path()), "<folder>", "~");
}

std::string Reader::output(const std::string& command) const {
    const Outcome outcome = run_shell(command, home_.path(), now_);
    INFO(command << "\n" << outcome.err);
    REQUIRE(outcome.exit_code == 0);
    return outcome.out;
}

const std::vector<std::string>& demo() {
    static const std::vector<std::string> commands = [] {
        const TempDir home;
        const Outcome outcome =
            run_shell("sh " INMAIL_SOURCE_DIR "/scripts/demo-commands " INMAIL_PROGRAM, home.path(), "2026-03-14T09:00:00Z");
        REQUIRE(outcome.err.empty());
        REQUIRE(outcome.exit_code == 0);
        std::vector<std::string> shown;
        for (const auto& line : lines_of(without_random_parts(outcome.out, home.path()))) {
            if (starts_with(line, prompt)) shown.emplace_back();
            REQUIRE(!shown.empty());
            shown.back() += line + "\n";
        }
        for (auto& text : shown) text.erase(text.find_last_not_of('\n') + 2);  // the empty lines between two commands
        return shown;
    }();
    return commands;
}

std::string written_again(const std::string& page) {
    Reader reader;
    std::string again;
    std::istringstream lines(page);
    const auto copy_line = [&] {
        std::string line;
        std::getline(lines, line);
        again += line + "\n";
        return line;
    };
    const auto replace_block = [&](const std::string& text) {
        REQUIRE(starts_with(copy_line(), fence));
        again += text + fence + "\n";
        commands_of_block(lines);
    };
    while (lines.peek() != std::istream::traits_type::eof()) {
        const std::string line = copy_line();
        if (starts_with(line, clock_mark)) reader.set_clock(argument_of(line, clock_mark));
        if (starts_with(line, demo_mark)) replace_block(demo_of(argument_of(line, demo_mark)));
        if (line == commands_mark) replace_block(usages());
        if (line != console) continue;
        for (const auto& command : commands_of_block(lines))
            again += command + "\n" + reader.shown(command.substr(prompt.size()));
        again += fence + "\n";
    }
    return again;
}

bool is_held(const std::string& page) {
    const auto has = [&page](const std::string& mark) { return page.find("\n" + mark) != std::string::npos; };
    return has(console) || has(demo_mark) || has(commands_mark);
}

}  // namespace inmail::test
