#include "scenarios/scenario.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "property/difference.hpp"
#include "property/fold.hpp"
#include "support/catch.hpp"

namespace {

const std::filesystem::path tests = std::filesystem::path(INMAIL_SOURCE_DIR) / "tests";

std::vector<std::filesystem::path> scenario_files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(tests / "scenarios")) {
        if (entry.path().extension() == ".scenario") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// The figures of an account or seat, null where the state does not list it.
std::optional<reference::Figures> figures_in(const reference::State& state, const std::string& account) {
    const std::string seat_prefix = "seat:";
    if (account.rfind(seat_prefix, 0) == 0) {
        const auto seat = state.seats.find(account.substr(seat_prefix.size()));
        return seat == state.seats.end() ? std::nullopt : std::optional(reference::figures_of(seat->second));
    }
    const auto found = state.accounts.find(account);
    return found == state.accounts.end() ? std::nullopt : std::optional(reference::figures_of(found->second));
}

/// One line for each figure that is not as expected.
std::vector<std::string> faults(const scenario::Expectation& expected, const std::string& who, const reference::State& state) {
    const auto figures = figures_in(state, expected.account);
    if (figures.has_value() != expected.listed) {
        return {who + " " + (expected.listed ? "does not list " : "lists ") + expected.account};
    }
    std::vector<std::string> lines;
    for (const auto& [name, value] : expected.figures) {
        const auto figure = figures->find(name);
        if (figure == figures->end()) {
            lines.push_back("there is no figure '" + name + "'");
        } else if (figure->second != value) {
            lines.push_back(who + " says " + name + " " + figure->second + ", expected " + value);
        }
    }
    return lines;
}

void append(std::vector<std::string>& lines, const std::vector<std::string>& more) {
    lines.insert(lines.end(), more.begin(), more.end());
}

void check(const std::filesystem::path& file) {
    const scenario::Scenario scenario = scenario::read_scenario(file, tests / "fixtures" / "rulebooks.json");
    for (const scenario::Expectation& expected : scenario.expectations) {
        const reference::State fold = reference::fold(scenario.ledger, expected.as_of, expected.known_at);
        const reference::State second = reference::replay(scenario.ledger, expected.as_of, expected.known_at);
        std::vector<std::string> lines = faults(expected, "the fold", fold);
        append(lines, faults(expected, "the reference", second));
        append(lines, reference::differences(second, fold));

        std::string report = file.filename().string() + ":" + std::to_string(expected.line) + ": " + scenario.rule;
        for (const std::string& line : lines) report += "\n  " + line;
        INFO(report);
        CHECK(lines.empty());
    }
}

}  // namespace

TEST_CASE("every scenario comes out as it says, in the fold and in the reference", "[scenarios]") {
    const auto files = scenario_files();
    CHECK(files.size() >= 60);
    for (const auto& file : files) {
        INFO(file.filename().string());
        CHECK_NOTHROW(check(file));
    }
}
