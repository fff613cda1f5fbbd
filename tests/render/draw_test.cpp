#include <sstream>

#include "examples.hpp"
#include "inmail/render/table.hpp"
#include "inmail/text/terminal.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::render;

namespace {

Table two_seats() {
    Table table;
    table.title = "Who holds what";
    table.columns = {{"account", Column::Kind::name},
                     {"detail", Column::Kind::text},
                     {"available", Column::Kind::number},
                     {"bought", Column::Kind::number},
                     {"expiring", Column::Kind::number, "", false, 1}};
    table.rows = {{"ana", "a rather long text that may be cut", Credits{7}, Credits{0}, Credits{1}},
                  {"jos\xc3\xa9", "short", Credits{120}, Credits{0}, {}}};
    table.total = Table::Row{"total", {}, Credits{127}, Credits{0}, {}};
    table.notes = {"That is all"};
    table.empty = "Nobody holds anything.";
    return table;
}

std::size_t widest_line(const std::string& text) {
    std::size_t widest = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) widest = std::max(widest, display_width(line));
    return widest;
}

}  // namespace

TEST_CASE("a text table is aligned, with numbers to the right, and is not cut when piped") {
    CHECK(drawn_text(two_seats(), piped()) ==
          "Who holds what\n"
          "\n"
          "account  detail                              available  bought  expiring\n"
          "ana      a rather long text that may be cut          7       0         1\n"
          "jos\xc3\xa9     short                                     120       0\n"
          "total                                              127       0\n"
          "\n"
          "That is all\n");
}

TEST_CASE("a text table is the same on a terminal that is wide enough") {
    CHECK(drawn_text(two_seats(), terminal(100)) == drawn_text(two_seats(), piped()));
}

TEST_CASE("a narrow terminal drops columns of zeros, then spare columns, then cuts text, but no name or number") {
    struct Case {
        std::size_t width;
        const char* left_out;
    };
    for (const auto& c :
         {Case{65, "Hidden (terminal too narrow): bought\n"}, Case{55, "Hidden (terminal too narrow): bought, expiring\n"},
          Case{40, "Hidden (terminal too narrow): bought,\n  expiring\n"}}) {
        const std::string text = drawn_text(two_seats(), terminal(c.width));
        CAPTURE(c.width, text);
        CHECK(text.find(c.left_out) != std::string::npos);
        CHECK(widest_line(text) <= c.width);
        CHECK((text.find("…") != std::string::npos) == (c.width == 40));
        CHECK(text.find("jos\xc3\xa9") != std::string::npos);
        CHECK(text.find("120") != std::string::npos);
    }
}

TEST_CASE("a text table has colours only if the display has them") {
    Display colored = piped();
    CHECK(drawn_text(two_seats(), colored).find('\x1b') == std::string::npos);
    colored.color = true;
    const std::string text = drawn_text(two_seats(), colored);
    CHECK(text.find("\x1b[1maccount") != std::string::npos);
    CHECK(text.find("\x1b[1mtotal") != std::string::npos);
    CHECK(text.find("\x1b[1mana") == std::string::npos);
}

TEST_CASE("an instant at midnight is shown as a date, and so is a deadline at the end of a day") {
    struct Case {
        const char* instant;
        const char* moment;
        const char* deadline;
    };
    const Case cases[]{
        {"2026-07-01T00:00:00Z", "2026-07-01", "2026-06-30"},  // whoever reads a date takes the whole of it
        {"2026-07-01T09:30:00Z", "2026-07-01 09:30", "2026-07-01 09:30"},
        {"2026-07-01T23:59:59.999Z", "2026-07-01 23:59:59", "2026-07-01"},
    };
    for (const auto& c : cases) {
        Table table;
        table.columns = {{"a", Column::Kind::instant}, {"b", Column::Kind::deadline}};
        table.rows = {{at(c.instant), at(c.instant)}};
        const std::string text = drawn_markdown(table, piped());
        CAPTURE(text);
        CHECK(text.find(std::string("| ") + c.moment + " | " + c.deadline + " |\n") != std::string::npos);
    }
}

TEST_CASE("stored text is harmless in every format") {
    Table table;
    table.columns = {{"prospect"}};
    table.rows = {{hostile}};
    for (const auto format : {Format::table, Format::csv, Format::markdown}) {
        const std::string out = draw(table, format, piped()).out;
        CAPTURE(out);
        CHECK(out.find('\x1b') == std::string::npos);
        CHECK(out.find("\xe2\x80\xae") == std::string::npos);
    }
    CHECK(drawn_markdown(table, piped()) ==
          "| prospect |\n"
          "| --- |\n"
          "| =1+1\\\\x1b\\[2J\\\\u{202e}&lt;script&gt;\\|\\`\\* |\n");
}

TEST_CASE("a Markdown table has numbers to the right, the total last, and notes as a list") {
    CHECK(drawn_markdown(two_seats(), piped()) ==
          "## Who holds what\n"
          "\n"
          "| account | detail | available | bought | expiring |\n"
          "| --- | --- | ---: | ---: | ---: |\n"
          "| ana | a rather long text that may be cut | 7 | 0 | 1 |\n"
          "| jos\xc3\xa9 | short | 120 | 0 |  |\n"
          "| total |  | 127 | 0 |  |\n"
          "\n"
          "- That is all\n");
}

TEST_CASE("a table without rows is a sentence, or in CSV only the header") {
    Table table = two_seats();
    table.rows.clear();
    table.notes.clear();
    const char* outs[]{"", "", "account,detail,available,bought,expiring\r\n"};
    std::size_t i = 0;
    for (const auto format : {Format::table, Format::markdown, Format::csv}) {
        const Rendered drawn = draw(table, format, piped());
        CHECK(drawn.out == outs[i++]);
        CHECK(drawn.said == std::vector<std::string>{"Nobody holds anything."});
    }
}

TEST_CASE("spare columns are dropped by rank, and within a rank from the right") {
    Table table;
    table.columns = {{"a", Column::Kind::number, "", false, 2},
                     {"b", Column::Kind::number, "", false, 1},
                     {"c", Column::Kind::number, "", false, 2},
                     {"d", Column::Kind::number}};
    table.rows = {{1, 2, 3, 4}};
    struct Case {
        std::size_t width;
        const char* headings;
    };
    for (const auto& c : {Case{10, "a  b  c  d\n"}, Case{9, "a  c  d\n"}, Case{6, "a  d\n"}, Case{3, "d\n"}}) {
        CHECK(drawn_text(table, terminal(c.width)).find(c.headings) == 0);
    }
}

TEST_CASE("people see the worst row first and subtotals; programs see the report's order and no subtotals") {
    Table table = two_seats();
    table.worst_first = {1, 0};
    table.subtotals = {{"team emea", {}, Credits{127}, Credits{0}, {}}};
    table.columns[1].screen_only = true;
    const auto before = [](const std::string& text, const char* a, const char* b) { return text.find(a) < text.find(b); };
    for (const Format format : {Format::table, Format::markdown}) {
        const std::string text = draw(table, format, piped()).out;
        CHECK(before(text, "jos", "ana"));
        CHECK(before(text, "ana", "team emea"));
        CHECK(before(text, "team emea", "total"));
    }
    CHECK(draw(table, Format::csv, piped()).out ==
          "account,available,bought,expiring\r\n"
          "ana,7,0,1\r\n"
          "jos\xc3\xa9,120,0,\r\n");
}

TEST_CASE("rows that are made as they are drawn look as if they had been there") {
    const auto hostile_of = [](std::size_t row, std::size_t column) { return row % 3 == column ? hostile : "plain"; };
    Table there = two_seats();
    for (std::size_t i = 0; i < 50; ++i)
        there.rows.push_back({std::to_string(i), hostile_of(i, 0), Credits{static_cast<std::int64_t>(i)}, Credits{0}, {}});
    Table made = there;
    made.rows.resize(1);
    made.more_rows = app::RowList<Table::Row>(there.rows.size() - 1, [rows = there.rows](const auto& take) {
        for (std::size_t i = 1; i < rows.size(); ++i) take(rows[i]);
    });
    for (const auto format : {Format::table, Format::csv, Format::markdown}) {
        for (const std::size_t width : {std::size_t{100}, std::size_t{65}, std::size_t{40}, std::size_t{20}}) {
            Display display = terminal(width);
            display.short_key = [](const std::string& key) { return key.substr(0, 1); };
            CHECK(draw(made, format, display).out == draw(there, format, display).out);
        }
    }
    const app::RowList<Table::Row> none;
    CHECK(none.empty());
    none.each([](const Table::Row&) { FAIL("there is no row"); });
}
