#include "inmail/render/rules.hpp"

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>

#include "inmail/core/errors.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"

namespace inmail::render {
namespace {

const PageView wide{100, false};

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Why the citation cannot be looked up; empty if it can.
std::string flaw_of(const std::string& citation) {
    try {
        return rules_text(citation, wide).empty() ? "it is empty" : "";
    } catch (const InputError& error) { return words_of(error).what; }
}

std::string refusal_of(const std::string& citation) {
    const std::string flaw = flaw_of(citation);
    REQUIRE(flaw != "");
    return flaw;
}

}  // namespace

TEST_CASE("every section that the sources cite is one of the rules") {
    const std::regex cited("RULES section ([0-9]+(, [a-z ]+)?)");
    std::size_t citations = 0;
    for (const char* folder : {"src", "include"}) {
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(std::filesystem::path(INMAIL_SOURCE_DIR) / folder)) {
            if (!entry.is_regular_file()) continue;
            const std::string text = text_of(entry.path());
            for (std::sregex_iterator it(text.begin(), text.end(), cited), end; it != end; ++it, ++citations) {
                INFO(entry.path() << " cites section " << (*it)[1]);
                CHECK(flaw_of((*it)[0]) == "");
            }
        }
    }
    CHECK(citations > 50);
}

TEST_CASE("a section is found by its number, as it is cited, and by a word of its title") {
    const std::string section = rules_text("4", wide);
    CHECK_THAT(section, Catch::StartsWith("4. What each thing does\n\nTerms in force. An event"));
    for (const char* same : {"section 4", "RULES section 4", "rules 4", "Section 4.", "\u00a7 4", "what each thing does"})
        CHECK(rules_text(same, wide) == section);

    const std::string expiry = rules_text("RULES section 4, expiry", wide);
    CHECK_THAT(expiry, Catch::StartsWith("4. What each thing does\n\nexpiry\n\nA lot granted at g"));
    for (const char* same : {"4, expiry", "4 expiry", "expiry", "EXPIRY", "4, expiry (of lots)"})
        CHECK(rules_text(same, wide) == expiry);

    const std::string two = rules_text("4, reply and bounce", wide);
    CHECK_THAT(two, Catch::Contains("\n\nreply\n\nTo a pending InMail."));
    CHECK_THAT(two, Catch::Contains("\n\nbounce\n\nLinkedIn could not deliver"));
    CHECK_THAT(rules_text("limit", wide), Catch::StartsWith("5. Pools\n\nLimit. `limit SEAT N`"));
    CHECK_THAT(rules_text("pool", wide), Catch::StartsWith("5. Pools\n\nOpened and closed."));
}

TEST_CASE("a section that is not there is refused with the nearest one") {
    CHECK(refusal_of("12") == "the rules have no section '12'");
    CHECK(refusal_of("4, elephants") == "the rules have no section '4, elephants'");
    CHECK(refusal_of("4, reply and elephants") == "the rules have no section '4, reply and elephants'");
    CHECK(refusal_of("expire") == "the rules have no section 'expire'; did you mean 'expiry'?");
    for (const char* nothing : {"", "section", "4294967300", "4x", "-1", "\x1b[31m"}) {
        INFO(for_terminal(nothing));
        CHECK_THAT(refusal_of(nothing), Catch::StartsWith("the rules have no section '"));
    }
}

TEST_CASE("the contents name every section, and none is wider than its terminal") {
    const std::string contents = rules_contents(wide);
    for (int section = 1; section <= 9; ++section)
        CHECK_THAT("\n" + contents, Catch::Contains("\n" + std::to_string(section) + ". "));
    constexpr std::size_t width = 70;  // code is not wrapped: the sum in section 6 is the widest
    for (int section = 1; section <= 9; ++section) {
        std::istringstream lines(rules_text(std::to_string(section), {width, false}));
        for (std::string line; std::getline(lines, line);) {
            INFO("section " << section << ": " << line);
            if (line.rfind("    allotted + ", 0) != 0) CHECK(display_width(line) <= width);
        }
    }
}

TEST_CASE("headings and names of rules are bold if there is colour") {
    CHECK_THAT(rules_text("limit", {80, true}),
               Catch::StartsWith("\033[1m5.\033[0m \033[1mPools\033[0m\n\n\033[1mLimit.\033[0m `limit"));
}

}  // namespace inmail::render
