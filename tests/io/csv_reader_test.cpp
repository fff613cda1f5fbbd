#include "csv_reader.hpp"

#include <fmt/format.h>

#include "csv_header.hpp"
#include "inmail/render/errors.hpp"
#include "linkedin_support.hpp"
#include "support/catch.hpp"

using namespace inmail::io;
using namespace inmail::io::test;

namespace {

/// Each record as `line: a|b|c`, or as `line: <flaw>`.
std::vector<std::string> records_of(const std::string& bytes) {
    CsvReader csv = linkedin::open_csv(in_memory(bytes));
    std::vector<std::string> records;
    CsvRecord record;
    while (csv.next(record)) {
        records.push_back(record.flaw ? fmt::format("{}: <{}>", record.line, inmail::render::flaw_words(*record.flaw))
                                      : fmt::format("{}: {}", record.line, fmt::join(record.fields, "|")));
    }
    return records;
}

}  // namespace

TEST_CASE("a record is read with the line that it starts on") {
    struct Case {
        std::string name;
        std::string bytes;
        std::vector<std::string> records;
    };
    const Case cases[] = {
        {"LF", "a,b\nc,d\n", {"1: a|b", "2: c|d"}},
        {"no final newline", "a,b\nc,d", {"1: a|b", "2: c|d"}},
        {"CRLF, whose CR is not in the last field", "a,b\r\nc,INBOX\r\n", {"1: a|b", "2: c|INBOX"}},
        {"CR alone", "a,b\rc,d\r", {"1: a|b", "2: c|d"}},
        {"CRLF in the header alone", "a,b\r\nc,d\ne,f\n", {"1: a|b", "2: c|d", "3: e|f"}},
        {"byte order mark",
         "\xEF\xBB\xBF"
         "a,b\nc,d\n",
         {"1: a|b", "2: c|d"}},
        {"byte order mark before a quote", "\xEF\xBB\xBF\"a\",b\n", {"1: a|b"}},
        {"line breaks inside quotes", "a,\"1\n2\n3\"\nb,c\n", {"1: a|1\n2\n3", "4: b|c"}},
        {"CRLF inside quotes counts as one line", "a,\"1\r\n2\"\r\nb,c\r\n", {"1: a|1\r\n2", "3: b|c"}},
        {"blank lines are passed over and counted", "\na\n\n  \n\nb\n", {"2: a", "6: b"}},
        {"blanks around fields", "  a , \"b\" ,c d\n", {"1: a|b|c d"}},
        {"doubled quotes", "\"say \"\"hi\"\"\",x\n", {"1: say \"hi\"|x"}},
        {"quotes inside an unquoted field", "a,He said \"maybe\" to me,b\n", {"1: a|He said \"maybe\" to me|b"}},
        {"all-empty row", ",,\n", {"1: ||"}},
        {"a quote never closed",
         "a,b\nc,\"open\nd,e\n",
         {"1: a|b", "2: <the quote that opens on line 2 is never closed: the lines up to 3 are lost in it>"}},
        {"a quote never closed on the last line", "a\nb,\"x", {"1: a", "2: <the quote that opens on line 2 is never closed>"}},
        {"a quote that opens on a later line of its record",
         "a,\"1\n2\",\"open\nd",
         {"1: <the quote that opens on line 2 is never closed: the lines up to 3 are lost in it>"}},
        {"a quote never closed after a blank line", "\n\"x", {"2: <the quote that opens on line 2 is never closed>"}},
        {"an open quote that a later row's quote would close",
         "a,\"open,x\nb,\"fine\",y\nc,d\n",
         {"1: <the quoted field that opens on line 1 holds a quote that is not doubled (line 2)>", "3: c|d"}},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(records_of(c.bytes) == c.records);
    }
}

TEST_CASE("a record that crosses the reader's blocks is read whole") {
    const std::string longer_than_a_block(100'000, 'x');
    for (const std::string line_end : {"\n", "\r\n"}) {
        for (std::size_t shift = 0; shift < 4; ++shift) {
            const std::string first = std::string(65'534 + shift, 'y');
            const auto records = records_of(fmt::format("{0}{1}\"{2}{1}z\",b{1}c,d", first, line_end, longer_than_a_block));
            REQUIRE(records.size() == 3);
            CHECK(records[0] == "1: " + first);
            CHECK(records[1] == fmt::format("2: {}{}z|b", longer_than_a_block, line_end));
            CHECK(records[2] == "4: c|d");
        }
    }
}

TEST_CASE("bytes that no export can hold are refused with their line") {
    std::string swallowing = "a,b\nc,\"";
    swallowing.resize(17'000'000, 'x');
    CHECK_THAT(refusal_of([&] { records_of(swallowing); }), Catch::Contains("line 2") && Catch::Contains("never closed"));
    CHECK_THAT(refusal_of([&] { records_of(std::string("a\0b\n", 4)); }), Catch::Contains("zero bytes"));
}

TEST_CASE("the separator is the one that the file declares, or that splits its header") {
    struct Case {
        std::string bytes;
        std::vector<std::string> records;
    };
    const Case cases[] = {
        {"a;b\n1,5;2\n", {"1: a|b", "2: 1,5|2"}},
        {"a\tb\nc d\t5\n", {"1: a|b", "2: c d|5"}},
        {"a\tb\n\t\n\n c \td\n", {"1: a|b", "2: |", "4: c|d"}},
        {"sep=;\na,b;c\n", {"2: a,b|c"}},
        {"SEP=\t\r\na\tb\r\n", {"2: a|b"}},
        {"\"sep=|\"\n\na|b\n", {"3: a|b"}},
        {"\xEF\xBB\xBFsep=,\na;b,c\n", {"2: a;b|c"}},
        {"sep=ab\nx,y\n", {"1: sep=ab", "2: x|y"}},
        {"sep=;", {}},
        // A semicolon in quotes separates nothing; of equally many, the comma does.
        {"\"a;b;c\",d\n", {"1: a;b;c|d"}},
        {"a;b,c\n", {"1: a;b|c"}},
        // The line that has a header's name settles it, not the notes before it.
        {"Notes:\nWhen exporting, you may notice, that\n\nFirst Name;Connected On\nA;b,c\n",
         {"1: Notes:", "2: When exporting, you may notice, that", "4: First Name|Connected On", "5: A|b,c"}},
        {"x\n", {"1: x"}},
    };
    for (const auto& c : cases) {
        INFO(c.bytes);
        CHECK(records_of(c.bytes) == c.records);
    }
}

TEST_CASE("a file in UTF-16 is read as the same text in UTF-8") {
    struct Case {
        std::string name;
        std::u16string text;
        std::vector<std::string> records;
    };
    const std::u16string long_text(70'000, u'\u20AC');
    std::string read_long;
    for (std::size_t i = 0; i < long_text.size(); ++i) read_long += "\u20AC";
    const Case cases[] = {
        {"letters, an emoji and quotes",
         u"From,To\nJos\u00E9,\"\U0001F600 \"\"x\"\"\"\n",
         {"1: From|To", "2: Jos\u00E9|\U0001F600 \"x\""}},
        {"tabs, as spreadsheets save Unicode text", u"From\tTo\r\na\tb\r\n", {"1: From|To", "2: a|b"}},
        {"a declared separator", u"sep=;\nFrom;To\n", {"2: From|To"}},
        {"longer than a block", u"ab" + long_text + u",x", {"1: ab" + read_long + "|x"}},
        {"half a pair is no text", u"ab,\xD83Dx\xDE00\n", {"1: ab|\xED\xA0\xBDx\xED\xB8\x80"}},
    };
    for (const auto& c : cases) {
        for (const bool has_mark : {true, false}) {
            for (const bool big_endian : {false, true}) {
                INFO(c.name << (has_mark ? ", with a mark" : "") << (big_endian ? ", big end first" : ""));
                const std::string bytes = utf16((has_mark ? u"\uFEFF" : u"") + c.text, big_endian);
                CHECK(records_of(bytes) == c.records);
            }
        }
    }
    // A byte is missing at the end.
    const std::string cut = utf16(u"ab,c\nd", false);
    CHECK(records_of(cut.substr(0, cut.size() - 1)) == std::vector<std::string>{"1: ab|c", "2: \xFF"});
}

TEST_CASE("only the columns that are read have bounds, and the fields of others are left empty") {
    std::string csv = "a,b,c";
    for (int i = 0; i < 2000; ++i) csv += ",";
    csv += "last\n" + std::string(100'000, 'x') + ",1,2";
    for (int i = 0; i < 2000; ++i) csv += ",";
    csv += "3\n";
    CsvReader reader(in_memory(csv).open(), "file.csv", {});
    CsvRecord record;
    REQUIRE(reader.next(record));
    CHECK(record.field_count == 2003);
    reader.read_only({2, 2002});
    REQUIRE(reader.next(record));
    CHECK(record.fields.size() == 2003);
    CHECK(record.fields[0].empty());
    CHECK(record.fields[1].empty());
    CHECK(record.fields[2] == "2");
    CHECK(record.fields[2002] == "3");

    CsvReader bounded(in_memory("a\n" + std::string(100'000, 'x') + "\n").open(), "file.csv", {});
    REQUIRE(bounded.next(record));
    bounded.read_only({0});
    CHECK_THAT(refusal_of([&] { (void)bounded.next(record); }), Catch::Contains("longer than 65536 bytes"));
}

TEST_CASE("blank fields behind the last column are no flaw, others are") {
    CsvReader reader(in_memory("a,b\n1,2,, ,\n1,2,x\n1\n").open(), "file.csv", {});
    CsvRecord record;
    REQUIRE(reader.next(record));
    REQUIRE(reader.next(record));
    CHECK_FALSE(flaw_of(record, 2));
    REQUIRE(reader.next(record));
    CHECK(flaw_of(record, 2)->number == 3);
    REQUIRE(reader.next(record));
    CHECK(flaw_of(record, 2)->number == 1);
}

TEST_CASE("columns are found by name, ignoring spaces, underscores, quotes, invisible marks and case") {
    const CsvHeader header({" From ", "\"TO\"", "Sent_At", "\u200BFIRST  NAME", "", "date", "Date", " ", ""});
    CHECK(header.find("from") == 0u);
    CHECK(header.find("to") == 1u);
    CHECK(header.find("SENT AT") == 2u);
    CHECK(header.find("first name") == 3u);
    CHECK(header.find("subject") == std::nullopt);
    CHECK(header.doubled() == 5u);
    CHECK(header.size() == 7);
}
