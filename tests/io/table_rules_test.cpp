// What a rules file may say (docs/import-rules.md), and how each mistake is named.

#include "inmail/io/table_rules.hpp"

#include <sstream>

#include "inmail/core/rules_faults.hpp"
#include "inmail/io/shipped_rules.hpp"
#include "inmail/io/table_reader.hpp"
#include "support/catch.hpp"
#include "table/table_time.hpp"
#include "toml/toml_check.hpp"

using namespace inmail;
using namespace inmail::io;
using Why = rules_fault::BadRules::Why;

namespace {

const std::string head = "name = \"crm\"\ncolumns = [\"Id\"]\n";
const std::string row = "[[row]]\nevent = \"send\"\nat = \"{At}\"\n";

rules_fault::BadRules fault_of(const std::string& text) {
    try {
        static_cast<void>(read_table_rules(text, "ours.toml"));
    } catch (const InvalidRules& error) {
        if (const auto* bad = std::get_if<rules_fault::BadRules>(&error.reason())) return *bad;
    }
    FAIL("no fault in:\n" << text);
    return {};
}

struct Read {
    std::vector<TableRow> rows;
    std::vector<RejectedRow> rejected;
    TableSummary summary;
};
Read read(const std::string& rules, const std::string& table) {
    std::istringstream in(table);
    Read result;
    TableSink sink;
    sink.row = [&](TableRow&& one) { result.rows.push_back(std::move(one)); };
    sink.rejected = [&](RejectedRow&& one) { result.rejected.push_back(std::move(one)); };
    result.summary = read_table(in, "table.csv", read_table_rules(rules, "ours.toml"), Zone(), sink);
    return result;
}

}  // namespace

TEST_CASE("each mistake of a rules file is named with its line and key") {
    struct Case {
        std::string text;
        Why why;
        std::uint32_t line;
        std::string key;
    };
    const std::vector<Case> cases{
        {head + "colour = \"red\"\n" + row, Why::unknown_key, 3, "colour"},
        {"name = \"crm\"\n" + row, Why::missing_key, 1, "columns"},
        {"name = \"Our CRM\"\ncolumns = [\"Id\"]\n" + row, Why::bad_name, 1, "name"},
        {head + "skip_lines = \"two\"\n" + row, Why::wrong_type, 3, "skip_lines"},
        {head + "replies = \"last\"\n" + row, Why::unknown_value, 3, "replies"},
        {head + "zone = \"Europe/Nowhere\"\n" + row, Why::unknown_zone, 3, "zone"},
        {head + "[formats]\nAt = \"dd.mm\"\n" + row, Why::unknown_value, 4, "formats.At"},
        {head + "[formats]\nWen = \"d/m/y\"\n" + row, Why::no_time_column, 4, "formats.Wen"},
        {head + "[formats]\nWho = \"d/m/y\"\n" + row + "prospect = \"{Who}\"\n", Why::no_time_column, 4, "formats.Who"},
        {head + "[formats]\nDay = \"d/m/y\"\n[[row]]\nevent = \"send\"\nat = \"{Day} {Hour}\"\n", Why::no_time_column, 4,
         "formats.Day"},
        {head + row + "seat = { value = \"{Owner}\", map = \"seats\" }\n", Why::unknown_map, 6, "row.seat.map"},
        {head + row + "prospect = \"{Contact\"\n", Why::bad_template, 6, "row.prospect"},
        {head + row + "prospect = \"{1}\"\n", Why::no_group, 6, "row.prospect"},
        {head + row + "outcom = \"accepted\"\n", Why::unknown_key, 6, "row.outcom"},
        {head + row + "when = { Subject = { matches = \"(\" } }\n", Why::bad_pattern, 6, "row.when.Subject.matches"},
        {head + row + "when = { Subject = { like = \"x\" } }\n", Why::unknown_key, 6, "row.when.Subject.like"},
        {head + "[[row]]\nat = \"{At}\"\n", Why::no_event_rule, 3, "row"},
        {head + "[[row]]\nevent = \"send\"\n", Why::missing_key, 3, "row.at"},
        {head + "[lookups.c]\nfile = \"c.csv\"\n" + row, Why::missing_key, 3, "lookups.c.on"},
        {"kind = \"people\"\n" + head + row, Why::unknown_value, 1, "kind"},
        {"kind = \"totals\"\n" + head + row, Why::unknown_key, 6, "row.at"},
        {"kind = \"totals\"\n" + head + "[[row]]\nseat = \"{S}\"\n", Why::missing_key, 4, "row.sends"},
        {"kind = \"totals\"\n" + head + "[[row]]\nseat = \"{S}\"\nsends = \"{N}\"\nfrom = \"{F}\"\n", Why::missing_key, 4,
         "row.to"},
        {"kind = \"totals\"\nsame = [\"seat\"]\n" + head + row, Why::unknown_key, 2, "same"},
        {"kind = \"prospects\"\n" + head + "[[row]]\nname = \"{N}\"\n", Why::missing_key, 4, "row.prospect"},
        {head + "optional = [\"Wen\"]\n" + row, Why::unknown_value, 3, "optional"},
        {head + "[maps.seats]\n\"a@x\" = \"ana\"\n" + row, Why::unused_map, 3, "maps.seats"},
        {head + "[lookups.c]\nfile = \"c.csv\"\non = \"Id\"\n" + row, Why::unused_lookup, 3, "lookups.c"},
        {head + "[maps.seats]\nfile = \"s.csv\"\n\"a@x\" = \"ana\"\n" + row, Why::no_effect, 5, "maps.seats.a@x"},
        {head + "[formats]\nAt = \"d/m/y\"\nat = \"m/d/y\"\n" + row, Why::twice_in_file, 5, "formats.at"},
        {head + "optional = [\"id\"]\n" + row + "key = \"{Id}\"\n", Why::no_effect, 3, "optional"},
        {head + row + row, Why::no_effect, 6, "row"},
        {head + "otherwise = \"leave out\"\n" + row, Why::no_effect, 3, "otherwise"},
        {head + row + "outcome = \"accepted\"\n", Why::no_effect, 6, "row.outcome"},
        {head + row + "prospect = [\"x\", \"{Who}\"]\n", Why::no_effect, 6, "row.prospect"},
        {head + row + "prospect = []\n", Why::wrong_type, 6, "row.prospect"},
        {head + row + "when = { Kind = [] }\n", Why::wrong_type, 6, "row.when.Kind"},
        {head + "empty = \"-\"\n" + row + "when = { Kind = \" - \" }\n", Why::no_effect, 7, "row.when.Kind"},
        {head + "[[row]]\nleave_out = \"a call\"\nkey = \"{Id}\"\n", Why::no_effect, 5, "row.key"},
        {head + "[[row]]\nkey = \"{Id}\"\nat = \"{A}\"\n[[row.events]]\nevent = \"send\"\nat = \"{B}\"\n", Why::no_effect, 5,
         "row.at"},
        {head, Why::missing_key, 1, "row"},
        {head + "name = \"again\"\n" + row, Why::no_toml, 3, ""},
        {head + "[ä]\n" + row, Why::no_toml, 3, ""},
    };
    for (const auto& c : cases) {
        INFO(c.text);
        const auto fault = fault_of(c.text);
        CHECK(fault.file == "ours.toml");
        CHECK(fault.line == c.line);
        CHECK(fault.key == c.key);
        CHECK(static_cast<int>(fault.why) == static_cast<int>(c.why));
    }
}

TEST_CASE("toml++ never gets what it may crash on") {
    for (const char* text : {"a = [", "a = {", "a = { b = 1", "[a", "[[a]", "a = \"\"\"b\"\"\"", "a = 1.5", "a = 2020-01-01",
                             "a = 'b", "a = \"\\q\"", "a", "= 1", "[a.b.c.d.e]", "a = [[[[[[[[[[1]]]]]]]]]]", "a = 1 b = 2",
                             "a = \"\x01\"", "a = \"\xff\"", "[\xc2\xa0\x61]", "a = \xc3\xa9"}) {
        INFO(text);
        CHECK(toml_flaw(text));
    }
    for (const char* text :
         {"", "# a\r\na = 1\r\n", "a = [\n 1, # one\n 2,\n]\n", "'x y'.\"z\" = { a = [\"b\"], c = true }", "[[a.b]]\nc = 'd'"}) {
        INFO(text);
        CHECK_FALSE(toml_flaw(text));
    }
}

TEST_CASE("the rules that ship are sound, and none fits the columns of another") {
    for (const auto& shipped : shipped_rules(RulesKind::table)) {
        INFO(shipped.name);
        const TableRules rules = read_table_rules(shipped.text, shipped.name);
        CHECK(rules.name == shipped.name);
        for (const auto& other : shipped_rules(RulesKind::table)) {
            const TableRules others = read_table_rules(other.text, other.name);
            CHECK(fits(rules, others.columns) == (rules.name == others.name));
        }
    }
}

TEST_CASE("conditions decide which rule takes a row") {
    const std::string rules = head + R"(
[[row]]
when = { any = [{ Kind = ["a", "b"] }, { Kind = { not = { matches = "^[a-z]$" } } }], Gone = { empty = true } }
event = "send"
at = "{At}"
[[row]]
leave_out = "other"
)";
    const auto result =
        read(rules, "Id,Kind,Gone,At\n1, B ,,2026-03-02\n2,c,,2026-03-02\n3,a,yes,2026-03-02\n4,CD,,2026-03-02\n");
    REQUIRE(result.rows.size() == 4);
    CHECK(result.rows[0].left_out.empty());
    CHECK(result.rows[1].left_out == "other");
    CHECK(result.rows[2].left_out == "other");
    CHECK(result.rows[3].left_out.empty());
}

TEST_CASE("a row that no rule takes is rejected, unless the rules leave it out") {
    const std::string rules = "[[row]]\nwhen = { Id = \"1\" }\nevent = \"send\"\nat = \"{At}\"\n";
    const std::string table = "Id,At\n1,2026-03-02\n2,2026-03-02\n";
    const auto strict = read(head + rules, table);
    REQUIRE(strict.rejected.size() == 1);
    CHECK(strict.rejected[0].line == 3);
    CHECK(strict.rejected[0].flaw.kind == FlawKind::no_rule_takes);
    const auto lenient = read(head + "otherwise = \"leave out\"\n" + rules, table);
    CHECK(lenient.rejected.empty());
    CHECK(lenient.rows.size() == 2);
}

TEST_CASE("what a map lacks is rejected with the value") {
    const std::string rules =
        head + "[maps.seats]\n\"A@x\" = \"ana\"\n" + row + "seat = { value = \"{Owner}\", map = \"seats\" }\n";
    const auto result = read(rules, "Id,Owner,At\n1,a@X,2026-03-02\n2,b@x,2026-03-02\n");
    REQUIRE(result.rows.size() == 1);
    CHECK(result.rows[0].events[0].record.seat == "ana");
    REQUIRE(result.rejected.size() == 1);
    CHECK(result.rejected[0].column == "Owner");
    CHECK(result.rejected[0].flaw.given == "b@x");
    CHECK(result.rejected[0].flaw.what == "seats");
}

TEST_CASE("several prospects in one cell are several events, each with its key") {
    const auto result = read(head + row + "prospect = { value = \"{Who}\", split = \"; \" }\nkey = \"{Id}\"\n",
                             "Id,Who,At\n7,Tove Lindqvar; Pia Ek,2026-03-02\n8,Ivo,2026-03-02\n");
    REQUIRE(result.rows.size() == 2);
    REQUIRE(result.rows[0].events.size() == 2);
    CHECK(result.rows[0].events[0].record.key == "crm:7:1");
    CHECK(result.rows[0].events[1].record.prospect == "pia ek");
    CHECK(result.rows[1].events[0].record.key == "crm:8");
}

TEST_CASE("the encoding, the separator and the end of a table are found") {
    const std::string rules = head + "skip_lines = 1\nend = { first = \"^Grand\" }\n" + row + "prospect = \"{Who}\"\n";
    const auto result =
        read(rules, "Report of March\r\nId;Who;At\r\n1;\xd6rn;2026-03-02\r\nGrand total;1;\r\n2;x;2026-03-02\r\n");
    REQUIRE(result.rows.size() == 1);
    CHECK(result.rows[0].events[0].record.prospect == "\xc3\xb6rn");
}

TEST_CASE("a column that no rule uses may be of any length, and is counted") {
    const std::string essay(1'000'000, 'x');
    const auto result = read(head + row, "Id,Essay,At\n1,\"" + essay + "\",2026-03-02\n");
    CHECK(result.rows.size() == 1);
    CHECK(result.summary.unused_columns == std::vector<std::string>{"Id", "Essay"});
}

TEST_CASE("days and months are read in the order that the file proves, or not at all") {
    const auto unproven = read(head + row, "Id,At\n1,02/03/2026\n2,04/05/2026\n");
    REQUIRE(unproven.rejected.size() == 2);
    CHECK(unproven.rejected[0].flaw.kind == FlawKind::unproven_order);
    const auto day_first = read(head + row, "Id,At\n1,02/03/2026\n2,13/05/26\n");
    REQUIRE(day_first.rows.size() == 2);
    CHECK(to_rfc3339(day_first.rows[0].events[0].record.at) == "2026-03-02T00:00:00Z");
    CHECK(to_rfc3339(day_first.rows[1].events[0].record.at) == "2026-05-13T00:00:00Z");
    try {
        (void)read(head + row, "Id,At\n1,02/03/2026\n2,13/03/2026\n3,03/13/2026\n");
        FAIL("dates in two orders were read");
    } catch (const InvalidRules& e) {
        const auto& fault = std::get<rules_fault::ContradictingDates>(e.reason());
        CHECK(fault.day_first.text == "13/03/2026");
        CHECK(fault.day_first.line == 3);
        CHECK(fault.month_first.text == "03/13/2026");
        CHECK(fault.month_first.line == 4);
    }
}

TEST_CASE("times are read as their format says") {
    struct Case {
        const char* text;
        const char* format;
        const char* at;  ///< empty: a flaw
    };
    for (const Case& c :
         {Case{"2026-03-02T09:14:05.000+0000", "", "2026-03-02T09:14:05Z"},
          Case{"03-02-2026 09:14:05", "%m-%d-%Y %H:%M:%S", "2026-03-02T09:14:05Z"},
          Case{"2/3/26 2:05 PM", "d/m/y", "2026-03-02T14:05:00Z"}, Case{"3/2/2026 0:00", "m/d/y", "2026-03-02T00:00:00Z"},
          Case{"06.03.26", "d.m.y", "2026-03-06T00:00:00Z"}, Case{"1772442845", "unix", "2026-03-02T09:14:05Z"},
          Case{"1772442845123", "unix-ms", "2026-03-02T09:14:05.123Z"}, Case{"31.02.2026", "d.m.y", ""},
          Case{"2026-03-02", "d.m.y", ""}, Case{"soon", "d/m/y", ""}, Case{"1.5", "unix", ""},
          Case{"03-02-2026 09:14:05 x", "%m-%d-%Y %H:%M:%S", ""}}) {
        INFO(c.text);
        const auto when = parse_table_time(c.text, c.format, Zone());
        REQUIRE(static_cast<bool>(when) == (*c.at != '\0'));
        if (when) CHECK(to_rfc3339(when->at) == c.at);
    }
}

TEST_CASE("totals are days as they are written, and numbers with or without marks between thousands") {
    const std::string rules =
        "kind = \"totals\"\nname = \"crm\"\ncolumns = [\"Seat\"]\n[formats]\nFrom = \"m/d/y\"\n[[row]]\nseat = \"{Seat}\"\n"
        "from = \"{From}\"\nto = \"{From}\"\nsends = \"{Sent}\"\n";
    struct Case {
        std::string sent;
        std::optional<std::int64_t> number;
    };
    const std::vector<Case> cases{
        {"41", 41},         {"\"1,016\"", 1016},         {"1.016", 1016},     {"1 016 002", 1016002}, {"1.01", std::nullopt},
        {"", std::nullopt}, {"10161,016", std::nullopt}, {"-4", std::nullopt}};
    for (const auto& c : cases) {
        INFO(c.sent);
        const Read result = read(rules, "Seat;From;Sent\nana;3/31/2026 0:00;" + c.sent + "\n");
        CHECK(result.rows.size() == (c.number ? 1 : 0));
        CHECK(result.rejected.empty() == c.number.has_value());
        if (!c.number) continue;
        CHECK(result.rows[0].totals->sends == *c.number);
        CHECK(to_string(*result.rows[0].totals->from) == "2026-03-31");
    }
}

TEST_CASE("a table of 300 columns, with cells of a megabyte that no rule uses, is read") {
    std::string header = "Id,At";
    std::string cells = "1,2026-03-02";
    for (int i = 2; i < 300; ++i) {
        header += ",Column " + std::to_string(i);
        cells += i % 100 == 0 ? "," + std::string(std::size_t{1} << 20, 'x') : ",\"a\nb\"";
    }
    const Read result = read(head + row, header + "\n" + cells + "\n2,2026-03-03\n");
    CHECK(result.rejected.empty());
    REQUIRE(result.rows.size() == 2);
    CHECK(result.rows[0].events.size() == 1);
    CHECK(result.summary.unused_columns.size() == 299);
}

TEST_CASE("lines behind the end that look like rows are noted, and not read") {
    const std::string rules =
        "end = { first = \"^Total\" }\n[formats]\nAt = \"d.m.y\"\n[[row]]\nevent = \"send\"\nat = \"{At}\"\n"
        "prospect = \"{Who}\"\nkey = \"{Id}\"\n";
    struct Case {
        std::string behind;
        std::vector<std::int64_t> lines;
    };
    const std::vector<Case> cases{
        {"", {}},
        {"Copyright 2026\n,,\n", {}},
        {"Exported,on a Monday,\n", {}},  // fewer cells than the rows have
        {"2,04.03.2026,Pia\n", {4}},
        {",04.03.2026,\n", {4}},  // a time where rows have it
        {"a,b,c\nx\n3,05.03.2026,\n", {4, 6}},
        {"\"never closed\n2,04.03.2026,Pia\n", {}},
    };
    for (const auto& c : cases) {
        INFO(c.behind);
        const auto result = read(head + rules, "Id,At,Who\n1,03.03.2026,Tove\nTotal: 1\n" + c.behind);
        CHECK(result.rows.size() == 1);
        CHECK(result.rejected.empty());
        CHECK(result.summary.rows == 1);
        CHECK(result.summary.end_line == 3);
        CHECK(result.summary.behind_end.lines == c.lines);
        CHECK(result.summary.behind_end.rows == static_cast<std::int64_t>(c.lines.size()));
    }
    CHECK(read(head + rules, "Id,At,Who\n1,03.03.2026,Tove\n").summary.end_line == 0);
}

TEST_CASE("a cell that is not UTF-8 is noted if others of the table are") {
    const std::string rules = row + "prospect = \"{Who}\"\n";
    const std::string table = "Id,At,Who,Api Token\n1,2026-03-02,J\xfcrgen,\n2,2026-03-03,";
    const auto mixed = read(head + rules, table + "Ren\xc3\xa9,\n");
    REQUIRE(mixed.summary.not_utf8.size() == 1);
    CHECK(mixed.summary.not_utf8[0].column == "Who");
    CHECK(mixed.summary.not_utf8[0].read_as == "J\xc3\xbcrgen");
    CHECK(mixed.summary.not_utf8[0].rows.lines == std::vector<std::int64_t>{2});
    CHECK(read(head + rules, table + "Ren\xe9,\n").summary.not_utf8.empty());
    const auto secret =
        read(head + row + "prospect = \"{Api Token}\"\n", "Id,At,Api Token\n1,2026-03-02,x\xfc\n2,2026-03-03,\xc3\xa9\n");
    REQUIRE(secret.summary.not_utf8.size() == 1);
    CHECK(secret.summary.not_utf8[0].read_as == "***");
}

TEST_CASE("no flaw repeats a text whose heading calls it a secret") {
    const std::string table = "Id,At,API key,Session Cookie\n1,hunter2,hunter2,hunter2\n";
    for (const char* rules : {
             "[[row]]\nevent = \"send\"\nat = \"{Session Cookie}\"\n",
             "[[row]]\nevent = \"send\"\nat = \"{At}\"\nprospect = \"{API key}\"\n",
             "[[row]]\nevent = \"send\"\nat = \"{Id}\"\ncampaign = { value = \"{API key}\", map = { a = \"b\" } }\n",
             "[[row]]\nevent = \"send\"\nat = \"{Id}\"\nchannel = \"by {Session Cookie}\"\n",
         }) {
        INFO(rules);
        const auto result = read(head + rules, table);
        REQUIRE_FALSE(result.rejected.empty());
        for (const auto& rejected : result.rejected) CHECK(rejected.flaw.given.find("hunter2") == std::string::npos);
    }
}

TEST_CASE("a row that is left out says which keys other rules would give it") {
    const auto result = read(head + R"(
[[row]]
when = { Kind = "call" }
leave_out = "a call"
[[row]]
when = { Kind = "answer" }
event = "reply"
at = "{At}"
key = "{Id}"
[[row]]
when = { Kind = { matches = '^(in)' } }
event = "send"
at = "{At}"
key = ["{1}", "{Id}"]
[[row]]
event = "send"
at = "{At}"
key = "{Id}-{Kind}"
)",
                             "Id,Kind,At\n7,call,2026-03-02\n8,inmail,2026-03-02\n");
    REQUIRE(result.rows.size() == 2);
    CHECK(result.rows[0].other_keys == std::vector<std::string>{"crm:7", "crm:7-call"});
    CHECK(result.rows[1].other_keys.empty());
}
