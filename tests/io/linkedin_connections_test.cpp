#include "inmail/render/errors.hpp"
#include "linkedin/connections.hpp"
#include "linkedin/invitations.hpp"
#include "linkedin_support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io::linkedin;
using namespace inmail::io::test;

namespace {

const std::string& page() {
    static const std::string bytes = bytes_of(fixture("Connections_2026_preamble.csv"));
    return bytes;
}

struct Known {
    std::string slug;
    std::string name;
    std::string since;  ///< empty: not known
};

/// The people that Connections_2026_preamble.md lists, in the order of the file.
const Known people_of_the_page[] = {
    {"halvard-quist", "halvard quist", "2019-03-12"},
    {"imke-de-wolff", "imke de wolff", "2021-01-05"},
    {"rafe-okonjo", "rafe okonjo, cpa", "2025-10-01"},
    {"bashir-kettlewell", "bashir kettlewell", "2026-02-20"},
    {"hamish-dvorak", "hamish dvorak", "2026-02-18"},
    {"ilse-fontaine", "ilse fontaine", "2024-11-03"},
    {"zoë-marchetti-lund", "zoë marchetti-lund", "2017-07-09"},
    {"", "petra lindqvist-obi", ""},
    {"tomas-erlang", "tomas erlang", "2022-11-30"},
};

void check_people(const Connections& connections, bool with_urls) {
    REQUIRE(connections.people().size() == std::size(people_of_the_page));
    for (std::size_t i = 0; i < std::size(people_of_the_page); ++i) {
        const Connection& person = connections.people()[i];
        const Known& known = people_of_the_page[i];
        INFO(known.name);
        CHECK(person.slug == (with_urls ? known.slug : ""));
        CHECK(person.name == known.name);
        CHECK((person.since ? to_string(*person.since) : "") == known.since);
    }
}

/// The page's file without the URL column, as exports were before LinkedIn added it.
std::string without_url(std::string csv) {
    csv = replaced(csv, "Last Name,URL,", "Last Name,");
    for (auto at = csv.find("https://"); at != std::string::npos; at = csv.find("https://")) {
        csv.erase(at, csv.find(',', at) - at + 1);
    }
    csv = replaced(csv, "Lindqvist-Obi,,,", "Lindqvist-Obi,,");
    return replaced(csv, ",,,,,,07 Jun 2025", ",,,,,07 Jun 2025");
}

}  // namespace

TEST_CASE("Connections_2026_preamble has 9 people, one of them hidden and one twice") {
    const Connections connections = read_connections(in_memory(page(), "Connections.csv"));
    check_people(connections, true);
    REQUIRE(connections.warnings.size() == 1);
    CHECK(connections.warnings[0].line == 0);
    CHECK(connections.warnings[0].file == "Connections.csv");
    CHECK(connections.warnings[0].file_line == 15);
    CHECK(connections.warnings[0].kind == RowWarning::Kind::connected_on_unreadable);
    CHECK_THAT(connections.warnings[0].flaw.given, Catch::Contains("32 Frob 2020"));
}

TEST_CASE("Connections.csv is read with and without its preamble and its URL column") {
    const std::string no_preamble = page().substr(page().find("First Name"));
    check_people(read_connections(in_memory(no_preamble)), true);
    check_people(read_connections(in_memory(without_url(page()))), false);
    check_people(read_connections(in_memory(without_url(no_preamble))), false);
}

TEST_CASE("Connections.csv of 2014 to 2018 is read, with times of day") {
    const Connections connections = read_connections(
        in_memory("First Name,Last Name,Address,Email Address,Company,Position,Connected On,Websites,Instant Messengers\r\n"
                  "Ines,Bo,,,Acme,Buyer,\"3/12/15, 9:41 PM\",,\r\n"));
    REQUIRE(connections.people().size() == 1);
    CHECK(to_string(connections.people()[0].since.value()) == "2015-03-12");
}

TEST_CASE("a connection is found by slug, else by a name that only one person has") {
    Connections connections;
    const auto day = make_day(2020, 1, 2);
    connections.add({"ana bo", "ana-bo", day, 2});
    connections.add({"cy dee", "cy-1", day, 3});
    connections.add({"cy dee", "cy-2", day, 4});
    connections.add({"eva foe", "", day, 5});
    struct Case {
        std::string slug;
        std::string name;
        std::int64_t line;  ///< 0: no connection
    };
    const Case cases[] = {
        {"ana-bo", "", 2}, {"ana-bo", "other name", 2}, {"", "ana bo", 2},         {"ana-bo-2", "ana bo", 0},
        {"", "cy dee", 0}, {"cy-2", "cy dee", 4},       {"eva-foe", "eva foe", 5}, {"", "eva foe", 5},
        {"", "", 0},       {"", "nobody", 0},
    };
    for (const auto& c : cases) {
        INFO(c.slug << " / " << c.name);
        const Connection* found = connections.find(c.slug, c.name);
        CHECK((found == nullptr ? 0 : found->line) == c.line);
    }
}

TEST_CASE("a Connections.csv without its header is refused, not read as an empty one") {
    CHECK_THAT(refusal_of([] { (void)read_connections(in_memory("Notes:\n\"remark\"\n", "Connections.csv")); }),
               Catch::Contains("Connections.csv has no line with First Name"));
}

TEST_CASE("a row of Connections.csv that cannot be read is warned of") {
    const Connections connections =
        read_connections(in_memory("First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
                                   "Ana,Bo,x\n"
                                   "Cy,Dee,,,,,\n"
                                   "Eva,\"Foe"));
    CHECK(connections.people().size() == 1);  // without a date, as some rows are
    REQUIRE(connections.warnings.size() == 2);
    CHECK(connections.warnings[0].file_line == 2);
    CHECK(
        inmail::render::flaw_words(connections.warnings[0].flaw) ==
        "3 fields, but the header has 7: add the separators that are missing, or put a field that holds a line break in quotes");
    CHECK(connections.warnings[1].file_line == 4);
    CHECK(inmail::render::flaw_words(connections.warnings[1].flaw) == "the quote that opens on line 4 is never closed");
}

TEST_CASE("Invitations_2026 says who the owner is, and nothing else") {
    const Invitations invitations = read_invitations(in_memory(bytes_of(fixture("Invitations_2026.csv")), "Invitations.csv"));
    // From records 2 to 6 and 8. The direction of record 7, on line 8, is unknown.
    REQUIRE(invitations.owner_candidates.size() == 6);
    for (const auto& candidate : invitations.owner_candidates) {
        CHECK(candidate.slug == "odalys-brandvold");
        CHECK(candidate.name == "Odalys Brandvold");
    }
    REQUIRE(invitations.warnings.size() == 2);
    CHECK(invitations.warnings[0].file == "Invitations.csv");
    CHECK(invitations.warnings[0].file_line == 8);
    CHECK(invitations.warnings[0].kind == RowWarning::Kind::direction_unknown);
    CHECK(invitations.warnings[0].detail == "PENDING");
    CHECK(invitations.warnings[1].file_line == 9);
    CHECK(invitations.warnings[1].kind == RowWarning::Kind::sent_at_unreadable);
    CHECK_THAT(invitations.warnings[1].flaw.given, Catch::Contains("last spring"));
}

TEST_CASE("older Invitations.csv without URLs give the owner's name") {
    const Invitations invitations =
        read_invitations(in_memory("From,To,Sent At,Message,Direction\nAna Ruiz,Cy Dee,\"2/5/22, 2:37 PM\",,OUTGOING\n"));
    REQUIRE(invitations.owner_candidates.size() == 1);
    CHECK(invitations.owner_candidates[0].slug.empty());
    CHECK(invitations.owner_candidates[0].name == "Ana Ruiz");
}
