#include "inmail/chain/prospect_key.hpp"

#include "inmail/chain/event_record.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace std::string_literals;

namespace {

struct Row {
    std::string text;
    std::string key;
};

const std::vector<Row>& sound_prospects() {
    static const std::vector<Row> rows{
        // Profile URLs
        {"https://www.linkedin.com/in/ana-ruiz", "ana-ruiz"},
        {"https://www.linkedin.com/in/ana-ruiz/", "ana-ruiz"},
        {"HTTP://LinkedIn.COM/in/Ana-Ruiz", "ana-ruiz"},
        {"//de.linkedin.com/in/ana-ruiz?trk=x#top", "ana-ruiz"},
        {"linkedin.com/in/ana-ruiz#about", "ana-ruiz"},
        {"www.linkedin.com/in/ana-ruiz/en?x=1", "ana-ruiz"},
        {"LINKEDIN.COM/IN/ANA-RUIZ", "ana-ruiz"},
        {"  https://linkedin.com/in/ana-ruiz\n", "ana-ruiz"},
        {"https://www.linkedin.com/in/jos%C3%A9-p%C3%A9rez/", "josé-pérez"},
        {"https://www.linkedin.com/in/JOS%C3%89", "josé"},
        {"https://www.linkedin.com/in/josé", "josé"},
        {"https://www.linkedin.com/in/100%", "100%"},
        {"https://www.linkedin.com/in/a%zz%4", "a%zz%4"},
        {"https://www.linkedin.com/in/a%2Fb", "a/b"},
        {"https://www.linkedin.com/in/a%2541", "a%41"},
        {"https://www.linkedin.com/in/%20Ana%20%20Ruiz%20", "ana ruiz"},
        // Opaque ids keep their case
        {"https://www.linkedin.com/in/ACoAABcDeF_-9", "ACoAABcDeF_-9"},
        {"ACoAABcDeF_-9", "ACoAABcDeF_-9"},
        {"https://www.linkedin.com/in/acoaaBcDeF", "acoaabcdef"},
        {"ACoAA Ruiz", "acoaa ruiz"},
        // Sales Navigator and Recruiter
        {"https://www.linkedin.com/sales/lead/ACwAABcD,NAME_SEARCH,x1", "lead:ACwAABcD"},
        {"https://www.linkedin.com/sales/lead/ACwAABcD%2CNAME_SEARCH", "lead:ACwAABcD"},
        {"https://www.linkedin.com/sales/people/ACwAABcD?x", "lead:ACwAABcD"},
        {"https://www.linkedin.com/talent/profile/AEMAAbC/", "talent:AEMAAbC"},
        {"lead:ACwAABcD", "lead:ACwAABcD"},
        {"talent:AEMAAbC", "talent:AEMAAbC"},
        {"Lead:ACwAABcD", "lead:acwaabcd"},
        {"lead: Ana", "lead: ana"},
        // Names
        {"Ana Ruiz", "ana ruiz"},
        {"  Ana \u00A0  RUIZ ", "ana ruiz"},
        {"ÁLVARO ×", "álvaro ×"},
        {"王小明", "王小明"},
        {"ana-ruiz", "ana-ruiz"},
        {"in/ana", "in/ana"},
        // What only looks like LinkedIn
        {"https://linkedin.com.evil.com/in/x", "https://linkedin.com.evil.com/in/x"},
        {"https://notlinkedin.com/in/x", "https://notlinkedin.com/in/x"},
        {"https://evil.com/linkedin.com/in/x", "https://evil.com/linkedin.com/in/x"},
        {"https://evil@www.linkedin.com/in/x", "https://evil@www.linkedin.com/in/x"},
        {"see www.linkedin.com/in/x", "see www.linkedin.com/in/x"},
        {"ftp://linkedin.com/in/x", "ftp://linkedin.com/in/x"},
        {"linkedin.com", "linkedin.com"},
        {"linkedin.com/company/Acme", "linkedin.com/company/acme"},
        {"linkedin.com/inbox/x", "linkedin.com/inbox/x"},
    };
    return rows;
}

}  // namespace

TEST_CASE("a prospect key is the slug, the id or the folded name (RULES section 9)") {
    for (const auto& row : sound_prospects()) {
        INFO(row.text);
        const auto key = prospect_key(row.text);
        REQUIRE(key);
        CHECK(*key == row.key);
    }
}

TEST_CASE("the prospect key of a key is that key (RULES section 9)") {
    const auto is_stable = [](const std::string& text) {
        INFO(text);
        const auto key = prospect_key(text);
        if (!key) return;
        const auto again = prospect_key(*key);
        REQUIRE(again);
        CHECK(*again == *key);
    };
    for (const auto& row : sound_prospects()) is_stable(row.text);

    // Every start with every end, chosen so that a key might be read differently the second time.
    const std::vector<std::string> fronts{"",
                                          "https://",
                                          "//",
                                          "http:%2f%2f",
                                          "www.linkedin.com/in/",
                                          "linkedin.com/IN/",
                                          "LEAD:",
                                          "lead:",
                                          "talent:",
                                          "linkedin.com/sales/lead/",
                                          "%6cead:",
                                          "Linkedin.com%2fin%2f"};
    const std::vector<std::string> tails{"Ana",    "ACoAAbC",       "ACoAA%20b", "acoaaB", "A%CC%81", "%C3%89", "%25C3%2589",
                                         "a%20 b", "lead%3AACwAAb", "x,Y",       "%20",    "Á/b?C#d", "%",      "A%2525"};
    for (const auto& first : fronts) {
        for (const auto& second : fronts) {
            for (const auto& tail : tails) {
                is_stable(std::string(first).append(second).append(tail));
                is_stable(std::string(first).append(second).append("%20 \u00A0").append(tail));
            }
        }
    }
}

TEST_CASE("a text that names no prospect is refused with a reason (RULES section 9)") {
    const std::string longest(max_prospect_bytes, 'a');
    REQUIRE(prospect_key(longest));
    const Row rows[] = {
        {"", "cannot be empty"},
        {" \t\n\u00A0", "cannot be empty"},
        {"Ana\tRuiz", "control character"},
        {"Ana\nRuiz", "control character"},
        {"Ana\0Ruiz"s, "control character"},
        {"Ana\u0085Ruiz", "control character"},
        {"Jos\xE9", "not UTF-8"},
        {longest + "a", "at most 500"},
        {"https://www.linkedin.com/in/" + longest + "a", "at most 500"},
        {"https://www.linkedin.com/in/", "without a name"},
        {"https://www.linkedin.com/in", "without a name"},
        {"https://www.linkedin.com/in?x=1", "without a name"},
        {"https://www.linkedin.com/in//ana", "without a name"},
        {"https://www.linkedin.com/in/%20", "without a name"},
        {"https://www.linkedin.com/in/jos%E9", "not UTF-8"},
        {"https://www.linkedin.com/in/a%0Ab", "control character"},
        {"https://www.linkedin.com/in/a%00", "control character"},
        {"https://www.linkedin.com/in/linkedin.com%2Fin%2Fx", "inside a profile URL"},
        {"https://www.linkedin.com/sales/lead/", "without an id"},
        {"https://www.linkedin.com/sales/lead/,NAME_SEARCH", "without an id"},
        {"https://www.linkedin.com/talent/profile/a%20b", "without an id"},
    };
    for (const auto& row : rows) {
        INFO(for_terminal(row.text));
        const auto key = prospect_key(row.text);
        REQUIRE_FALSE(key);
        CHECK(render::flaw_words(key.flaw()).find(row.key) != std::string::npos);
    }
}

TEST_CASE("a handle is folded to lower case (RULES section 1)") {
    for (const auto& row : {Row{"ana", "ana"}, Row{"Ana.Ruiz@ACME-1_x", "ana.ruiz@acme-1_x"}, Row{" 7 ", "7"}}) {
        const auto handle = parse_handle(row.text);
        REQUIRE(handle);
        CHECK(*handle == row.key);
    }
}

TEST_CASE("text that is no handle is refused with the reason (RULES section 1)") {
    const std::string longest(max_handle_bytes, 'a');
    REQUIRE(parse_handle(longest));
    const Row rows[] = {{"", "cannot be empty"},       {"  ", "cannot be empty"},
                        {".ana", "begin with"},        {"-ana", "begin with"},
                        {"@ana", "begin with"},        {"ana ruiz", "hold only letters"},
                        {"josé", "hold only letters"}, {"pool:acme", "hold only letters"},
                        {"ana\nruiz", "ana\\x0aruiz"}, {longest + "a", "at most 64"}};
    for (const auto& row : rows) {
        INFO(for_terminal(row.text));
        const auto handle = parse_handle(row.text);
        REQUIRE_FALSE(handle);
        CHECK(render::flaw_words(handle.flaw()).find(row.key) != std::string::npos);
    }
}
