#include "inmail/core/errors.hpp"
#include "inmail/render/errors.hpp"
#include "io/read_csv.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;
using namespace std::string_literals;

namespace {

const std::string header = "at,event,seat,prospect,note\n";

std::string row(const std::string& note = {}) { return "2026-01-01,send,ana,bob," + note + "\n"; }

std::string repeated(const std::string& text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

std::string lines_of(const CsvReading& reading) {
    std::string lines;
    for (const auto& r : reading.rows) lines += std::to_string(r.record.line) + " ";
    return lines;
}

}  // namespace

TEST_CASE("a file that is no events CSV is refused as a whole, with the place") {
    struct Row {
        std::string csv;
        std::string why;
    };
    const Row rows[] = {
        {"", "team.csv is empty"},
        {"\n\r\n\n", "team.csv is empty"},
        {"\xEF\xBB\xBF", "team.csv is empty"},
        {"\xFF\xFE"s + "a\0t\0"s, "team.csv is UTF-16"},
        {"\xFE\xFF"s + "\0a\0t"s, "team.csv is UTF-16"},
        {"a\0t\0,\0"s, "line 1: unknown column 'a\\x00t\\x00'"},
        {"at,evnt,seat\n", "line 1: unknown column 'evnt'; did you mean 'event'?; no column 'event'"},
        {"At,event\n", "unknown column 'At'; did you mean 'at'?"},
        {"at,event,,seat\n", "column 3 has no name"},
        {"at,event,seat,at\n", "column 'at' appears twice"},
        {"seat,prospect\n", "no column 'at'; no column 'event'"},
        {"\n\nat,seat\n", "line 3: no column 'event'"},
        {"at;event;seat\n", "line 1: no commas in 'at;event;seat': are its fields separated by another character?"},
        {"at\tevent\tseat\n", "no commas in"},
        {"at,\"event\n", "line 1: the quote that opens here is never closed"},
        {"at,ev\"ent\n", "line 1: a quote inside of text"},
        {"PK\x03\x04\x14\n", "unknown column 'PK\\x03\\x04\\x14'"},
        {repeated("at,", 10'000) + "\n", "10001 columns are too many: at most 64"},
        {std::string(70'000, 'x'), "line 1: a field longer than 65536 bytes"},
        // The quote that opens on line 3 swallows the rest of the file.
        {header + row() + row("\"open") + row() + row(), "line 3: the quote that opens here is never closed"},
        {header + row("\"fine\"") + "2026-01-01,send,\"ana,bob,\n" + row() + row(),
         "line 3: the quote that opens here is never closed"},
        // It closes where the next quoted field opens, so nobody can say where records begin.
        {header + row("\"open") + row("\"x\"") + row(), "line 3: a quote inside of text, in the record that begins on line 2"},
        {header + row("\"" + std::string(70'000, 'x') + "\""), "line 2: a field longer than 65536 bytes"},
        {header + row("\"" + repeated("x\n", 40'000)), "line 2: a field longer than 65536 bytes: is a quote left open there?"},
        {header + repeated("\"" + std::string(60'000, 'x') + "\",", 18) + "\n", "line 2: a record longer than 1048576 bytes"},
        {header + repeated(",", 1'100'000) + "\n", "line 2: a record longer than 1048576 bytes"},
    };
    for (const auto& r : rows) {
        INFO(r.csv.substr(0, 200));
        try {
            (void)read_csv(r.csv);
            FAIL("no error");
        } catch (const InputError& error) {
            const auto words = render::words_of(error);
            INFO(words.what);
            CHECK(words.what.find(r.why) != std::string::npos);
            CHECK(words.what.rfind("team.csv", 0) == 0);
            CHECK_FALSE(words.next_step.empty());
        }
    }
}

TEST_CASE("a file with a header alone has no events") { CHECK(read_csv(header).row_count == 0); }

TEST_CASE("line ends, a byte order mark and a missing last line end change nothing") {
    for (const std::string end : {"\n", "\r\n", "\r"}) {
        const std::string csv =
            "at,event,seat,prospect,note" + end + "2026-01-01,send,ana,bob,x" + end + end + "2026-01-02,send,ana,bob,\"\"" + end;
        const std::string variants[] = {csv, "\xEF\xBB\xBF" + csv, csv.substr(0, csv.size() - end.size())};
        for (const auto& variant : variants) {
            const auto reading = read_csv(variant);
            CHECK(reading.rejected.empty());
            CHECK(lines_of(reading) == "2 4 ");
        }
    }
}

TEST_CASE("blank rows and rows of empty fields are skipped and not counted") {
    const auto reading = read_csv(header + "\n,,,,\n  \n\"\",\"\",,,\n" + row() + ",\n");
    CHECK(reading.row_count == 1);
    CHECK(reading.rejected.empty());
    CHECK(lines_of(reading) == "6 ");
}

TEST_CASE("a row's line is the line that its record starts on") {
    const std::string multi_line = "2026-01-01,send,\"ana\r\n\",bob,\"one\ntwo\r\rthree\"\r\n";
    const auto reading = read_csv(header + multi_line + row() + "2026-01-01,\"send\n\",ana,bob,\n" + row());
    CHECK(lines_of(reading) == "7 10 ");
    std::string rejected;
    for (const auto& r : reading.rejected) rejected += std::to_string(r.line) + r.column + " ";
    CHECK(rejected == "2seat 2note 8event ");
}

TEST_CASE("records are the same wherever the reader's blocks end") {
    // Moves a record with a line break, a CRLF, a doubled quote and a three-byte character across the end of a block.
    constexpr std::size_t block_bytes = 64 * 1024;
    const std::string tail = "2026-01-01,send,ana,\"b\"\"ob €\",x\r\n2026-01-01,send,\"a\r\nna\",bob,\r\n" + row() +
                             "2026-01-01,s\"end,ana,bob,\r\n" + row();
    for (std::size_t shift = 0; shift < 300; ++shift) {
        const std::size_t empty_lines = block_bytes - header.size() - shift;
        const auto reading = read_csv(header + repeated("\n", empty_lines) + tail);
        INFO(shift);
        REQUIRE(reading.rows.size() == 3);
        CHECK(reading.rows[0].record.prospect == "b\"ob €");
        const auto line = static_cast<std::int64_t>(empty_lines) + 1;
        CHECK(reading.rows.back().record.line == line + 6);
        REQUIRE(reading.rejected.size() == 2);
        CHECK(reading.rejected[0].line == line + 2);
        CHECK(reading.rejected[1].line == line + 5);
    }
}

TEST_CASE("a read error is not taken for the end of the file") {
    std::istringstream in(header + row());
    in.setstate(std::ios::badbit);
    const EventRowSink sink{[](EventRow&&) {}, [](RejectedRow&&) {}, [](RowWarning&&) {}};
    CHECK_THROWS_AS(read_event_csv(in, "team.csv", Zone(), sink), MachineFailure);
}
