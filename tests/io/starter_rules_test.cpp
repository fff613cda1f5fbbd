// Rules begun from a table: what they guess, and that the table's text stays text (docs/import-rules.md, A starter).

#include "inmail/io/starter_rules.hpp"

#include <sstream>

#include "inmail/core/rules_faults.hpp"
#include "inmail/io/table_rules.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;

namespace {

std::string starter(const std::string& table) {
    std::istringstream in(table);
    return starter_rules(in, "crm.csv");
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a starter guesses columns and proves the times' formats") {
    struct Case {
        std::string table;
        std::string line;
    };
    const std::vector<Case> cases{
        {"Id,Sent,Contact\n1,27/02/2026,Tove\n", "\"Sent\" = \"d/m/y\""},
        {"Id,Sent,Contact\n1,02/27/2026 9:30,Tove\n", "\"Sent\" = \"m/d/y\""},
        {"Id,Sent,Contact\n1,3/4/2026,Tove\n", "# \"Sent\" = \"d/m/y\"  # settle"},
        {"Id,Send date,Contact\n1,27/02/2026,Tove\n", "at       = \"{Send date}\""},
        {"Id;Gesendet am;Contact\n1;27.02.2026;Tove\n", "at       = \"{Gesendet am}\""},
        {"Id,Sent,Contact\n1,1772442845,Tove\n", "\"Sent\" = \"unix\""},
        {"Id,Sent,Contact\n1,1772442845000,Tove\n", "\"Sent\" = \"unix-ms\""},
        {"Id,Sent,Contact\n1,2026/03/02,Tove\n", "\"Sent\" = \"y-m-d\""},
        {"Id,Sent,Contact\n1,2 Mar 2026,Tove\n", "\"Sent\" = \"%d %b %Y\""},
        {"Id,Sent,Contact\n1,2026-03-02,Tove\n", "prospect = [\"{Contact}\"]"},
        {"Id,Sent,Contact\n1,2026-03-02,Tove\n", "key      = \"{Id}\""},
        {"Id,Sent,Contact\n1,2026-03-02,Tove\n1,2026-03-03,Pia\n", "# key   = "},
        {"Log ID,Sent,Contact\n1,2026-03-02,Tove\n", "key      = \"{Log ID}\"  # settle"},
        {"logId,Sent,Contact\n1,2026-03-02,Tove\n", "key      = \"{logId}\"  # settle"},
        {"Paid,Sent,Contact\n1,2026-03-02,Tove\n", "# key   = "},
        {"Lead ID,Sent,Contact\n1,2026-03-02,Tove\n", "# key   = "},
        {"Log ID,Sent,Contact\n1,2026-03-02,Tove\n1,2026-03-03,Pia\n", "# key   = "},
        {"Sent,Who,Type\n2026-03-02,Tove,InMail sent\n2026-03-03,Tove,InMail declined\n2026-03-04,Pia,InMail replied\n",
         "outcome = { value = \"{Type}\", map = { \"InMail declined\" = \"declined\", \"InMail replied\" = \"\" }"},
        {"Sent,Who,Type\n2026-03-02,Tove,InMail\n2026-03-03,Pia,Call\n", "[[row]]  # settle: this takes every other row"},
        {"Id,Sent,Profile,Contact\n1,2026-03-02,linkedin.com/in/tove-l,Tove\n", "prospect = [\"{Profile}\", \"{Contact}\"]"},
        {"Sent,First Name,Last Name\n2026-03-02,Tove,Lindqvar\n", "prospect = [\"{First Name} {Last Name}\"]"},
        {"Sent,Who,Owner\n2026-03-02,Tove,Ana Ruiz\n", "# \"Ana Ruiz\" = \"\""},
        {"Sent,Who,Type\n2026-03-02,Tove,LinkedIn InMail\n2026-03-03,Pia,Call\n",
         "when     = { \"Type\" = [\"LinkedIn InMail\"] }"},
        {"Who,InMail Sent Date,InMail Reply Date\nTove,2026-03-02,\n", "  event = \"reply\""},
        {"Who,Day,Password\nTove,2026-03-02,InMail-hunter2\n", "# Not used: \"Password\""},
    };
    for (const auto& c : cases) {
        const std::string text = starter(c.table);
        INFO(c.table << text);
        CHECK(has(text, c.line));
        CHECK_FALSE(has(text, "hunter2"));
        CHECK_NOTHROW(read_table_rules(text, "crm.toml"));
    }
}

TEST_CASE("a starter gives campaigns to sends, not to answers") {
    const std::string text = starter("Sent,Who,Type,Campaign\n2026-03-02,Tove,InMail,Q1\n2026-03-03,Tove,InMail reply,Q1\n");
    INFO(text);
    const auto reply = text.find("event    = \"reply\"");
    const auto send = text.find("event    = \"send\"");
    REQUIRE(reply < send);
    REQUIRE(send < text.size());
    CHECK_FALSE(has(text.substr(reply, send - reply), "campaign"));
    CHECK(has(text.substr(send), "campaign = \"{Campaign}\""));
}

TEST_CASE("a starter that lacks a column says so at the place, and fails only there") {
    const std::string text = starter("Id,Colour\n1,red\n");
    CHECK(has(text, "at       = \"{}\"  # settle"));
    try {
        static_cast<void>(read_table_rules(text, "crm.toml"));
        FAIL("sound");
    } catch (const InvalidRules& error) { CHECK(std::get<rules_fault::BadRules>(error.reason()).key == "row.at"); }
}

TEST_CASE("a starter that finds no InMails fails where their values are missing") {
    const std::string text = starter("Sent,Who,Type\n2026-03-02,Tove,Mail\n2026-03-03,Pia,Call\n");
    CHECK(has(text, "when     = { \"Type\" = [] }  # settle"));
    try {
        static_cast<void>(read_table_rules(text, "crm.toml"));
        FAIL("sound");
    } catch (const InvalidRules& error) { CHECK(std::get<rules_fault::BadRules>(error.reason()).key == "row.when.Type"); }
}

TEST_CASE("hostile headers and cells make no keys of a starter") {
    const std::string text = starter(
        "\"Type\"\"]\nzone = \"\"Mars\",Sent,Who,Owner,Kind\n"
        "x,2026-03-02,Tove,\"ana\"\"\nfile = \"\"/etc/passwd\",\"InMail\"\" } }\n[[row]]\nleave_out = \"\"all\"\n"
        "\x1b[31m,2026-03-02,Pia,file,Call\n");
    INFO(text);
    const TableRules rules = read_table_rules(text, "crm.toml");
    CHECK(rules.zone.empty());
    CHECK(rules.rows.size() == 2);
    REQUIRE(rules.maps.size() == 1);
    CHECK(rules.maps[0].file.empty());
    CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("a starter reads past a cell of a megabyte") {
    const std::string text = starter("Sent,Who,Text\n2026-03-02,Tove," + std::string(std::size_t{1} << 20, 'x') + "\n");
    CHECK(has(text, "prospect = [\"{Who}\"]"));
    CHECK(text.size() < 4096);
}
