#include "examples.hpp"
#include "inmail/render/table.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::render;

namespace {

std::string field_of(Cell cell) {
    Table table;
    table.columns = {{"it"}};
    table.rows = {{std::move(cell)}};
    const std::string csv = drawn_csv(table);
    const std::string header = "it\r\n";
    REQUIRE(csv.compare(0, header.size(), header) == 0);
    REQUIRE(csv.compare(csv.size() - 2, 2, "\r\n") == 0);
    return csv.substr(header.size(), csv.size() - header.size() - 2);
}

}  // namespace

TEST_CASE("CSV keeps a spreadsheet from evaluating text, and leaves numbers as they are") {
    struct Case {
        Cell cell;
        const char* field;
    };
    const Case cases[]{
        {"ana", "ana"},
        {"", ""},
        {Cell(), ""},
        {"=1+1", "'=1+1"},
        {"+49 30", "'+49 30"},
        {"-5", "'-5"},
        {"@sum(a1)", "'@sum(a1)"},
        {"\tx", "'\\x09x"},
        {"\rx", "'\\x0dx"},
        {"a=b", "a=b"},
        {"say \"hi\", ana", "\"say \"\"hi\"\", ana\""},
        {"=a,b", "\"'=a,b\""},
        {"a\nb", "a\\x0ab"},
        {"\x1b[31mred", "\\x1b[31mred"},
        {"\xe2\x80\xae"
         "evil",
         "\\u{202e}evil"},
        {"caf\xc3\xa9", "caf\xc3\xa9"},
        {Credits{-5}, "-5"},
        {std::int64_t{12}, "12"},
        {at("2026-03-14T09:30:00Z"), "2026-03-14T09:30:00Z"},
    };
    for (const auto& c : cases) CHECK(field_of(c.cell) == c.field);
}

TEST_CASE("CSV has a header of names, every column, and no total") {
    Table table;
    table.columns = {{"next refresh"}, {"sent", Column::Kind::number, "consumed"}, {"cap", Column::Kind::number, "", true}};
    table.rows = {{at("2026-07-01T00:00:00Z"), Credits{3}, Credits{150}}};
    table.total = Table::Row{"total", Credits{3}, {}};
    table.notes = {"a note"};
    CHECK(drawn_csv(table) == "next_refresh,consumed,cap\r\n2026-07-01T00:00:00Z,3,150\r\n");

    const Rendered drawn = draw(table, Format::csv, piped());
    CHECK(drawn.said == table.notes);
}
