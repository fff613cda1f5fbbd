// Puts scenarios to the fold and to the reference, and fails when a figure is not as the file says or the two disagree.
// Usage: check_scenarios FILE...

#include <exception>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "property/difference.hpp"
#include "property/fold.hpp"
#include "scenarios/scenario.hpp"
#include "support/places.hpp"

namespace {

const std::filesystem::path shipped_rulebooks = INMAIL_SOURCE_DIR "/tests/fixtures/rulebooks.json";

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

bool check(const std::filesystem::path& file) {
    const scenario::Scenario scenario = scenario::read_scenario(file, shipped_rulebooks);
    bool holds = true;
    for (const scenario::Expectation& expected : scenario.expectations) {
        const reference::State fold = reference::fold(scenario.ledger, expected.as_of, expected.known_at);
        const reference::State second = reference::replay(scenario.ledger, expected.as_of, expected.known_at);
        std::vector<std::string> lines = faults(expected, "the fold", fold);
        append(lines, faults(expected, "the reference", second));
        append(lines, reference::differences(second, fold));
        if (lines.empty()) continue;

        holds = false;
        std::cout << file.string() << ":" << expected.line << ": " << scenario.rule << "\n";
        for (const std::string& line : lines) std::cout << "  " << line << "\n";
    }
    return holds;
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 2) throw std::runtime_error("usage: check_scenarios FILE...");
    bool all_hold = true;
    for (int i = 1; i < argc; ++i) {
        if (!check(argv[i])) all_hold = false;
    }
    return all_hold ? 0 : 1;
} catch (const std::exception& error) {
    std::cerr << "check_scenarios: " << error.what() << "\n";
    return 2;
}
