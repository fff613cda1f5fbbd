#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "support/catch.hpp"
#include "support/places.hpp"

namespace {

const std::filesystem::path project = INMAIL_SOURCE_DIR;

/// The texts between backquotes on the page.
std::set<std::string> names_on_the_page() {
    std::ifstream file(project / "docs" / "rules.md");
    REQUIRE(file);
    std::stringstream page;
    page << file.rdbuf();
    const std::string text = page.str();
    const std::regex quoted("`([^`]+)`");
    std::set<std::string> names;
    for (std::sregex_iterator it(text.begin(), text.end(), quoted), end; it != end; ++it) names.insert((*it)[1]);
    return names;
}

}  // namespace

TEST_CASE("docs/rules.md names every scenario, and only tests that exist", "[scenarios]") {
    const std::set<std::string> names = names_on_the_page();
    const auto scenarios = project / "tests" / "scenarios";
    for (const auto& entry : std::filesystem::directory_iterator(scenarios)) {
        if (entry.path().extension() != ".scenario") continue;
        INFO("the page does not name " << entry.path().filename());
        CHECK(names.count(entry.path().stem().string()) == 1);
    }
    const std::regex scenario_name("(0[0-9]|guide)-[a-z0-9-]+");
    for (const std::string& name : names) {
        INFO("the page names `" << name << "`");
        if (std::regex_match(name, scenario_name)) CHECK(std::filesystem::exists(scenarios / (name + ".scenario")));
        if (name.rfind("tests/", 0) == 0) CHECK(std::filesystem::exists(project / name));
    }
}
