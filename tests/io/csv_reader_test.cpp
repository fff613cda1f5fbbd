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

TEST_CASE("columns are found by name, ignoring spaces, quotes and case") {
    const CsvHeader header({" From ", "\"TO\"", "date", "Date"});
    CHECK(header.find("from") == 0u);
    CHECK(header.find("to") == 1u);
    CHECK(header.find("subject") == std::nullopt);
    CHECK(header.doubled() == "date");
}
