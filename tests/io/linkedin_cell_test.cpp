#include <string>
#include <vector>

#include "linkedin/cell.hpp"
#include "support/catch.hpp"

using namespace inmail::io::linkedin;

TEST_CASE("profile URLs are found by their form, whatever separates them (RULES section 9)") {
    struct Case {
        std::string cell;
        std::vector<std::string> profiles;
    };
    const Case cases[] = {
        {"", {}},
        {"https://www.linkedin.com/in/ana-ruiz", {"ana-ruiz"}},
        {"https://www.linkedin.com/in/Ana-Ruiz/?trk=x", {"ana-ruiz"}},
        {"https://de.linkedin.com/in/zo%C3%AB-lund/", {"zoë-lund"}},
        {"https://www.linkedin.com/in/a,https://www.linkedin.com/in/b", {"a", "b"}},
        {"https://www.linkedin.com/in/a, https://www.linkedin.com/in/b", {"a", "b"}},
        {"https://www.linkedin.com/in/a;https://www.linkedin.com/in/b;", {"a", "b"}},
        {"www.linkedin.com/in/a", {"a"}},
        {"https://www.linkedin.com/in/ACoAAAbCdE", {"ACoAAAbCdE"}},
        {"https://www.linkedin.com/company/acme", {}},
        {"https://example.com/in/ana", {}},
        {"Ana Ruiz", {}},
    };
    for (const auto& c : cases) {
        INFO(c.cell);
        CHECK(profiles_in(c.cell) == c.profiles);
        CHECK(profile_in(c.cell) == (c.profiles.empty() ? "" : c.profiles.front()));
    }
}

TEST_CASE("a name that was once decoded wrongly is repaired, and no other is changed") {
    CHECK(undo_double_encoding("Jos\u00C3\u00A9 Tavarnier") == "José Tavarnier");
    CHECK(undo_double_encoding("Zo\u00C3\u00AB \u00E2\u20AC\u201C Lund") == "Zoë – Lund");
    CHECK(undo_double_encoding("\u00C3\u0081rp\u00C3\u00A1d") == "Árpád");  // a byte that Windows-1252 leaves undefined
    for (const std::string sound : {"José Tavarnier", "Ana Ruiz", "", "Søren Ångström", "日本 太郎", "Ã", "Zoë – Lund"}) {
        INFO(sound);
        CHECK_FALSE(undo_double_encoding(sound));
    }
}

TEST_CASE("a short digest never changes, since stored keys hold it") {
    CHECK(short_digest("") == "e3b0c44298fc1c149afbf4c8");
    CHECK(short_digest("2-abc") == short_digest("2-abc"));
    CHECK(short_digest("2-abc") != short_digest("2-ABC"));
}
