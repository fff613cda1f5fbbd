#include "inmail/core/errors.hpp"
#include "inmail/render/errors.hpp"
#include "io/linkedin_support.hpp"
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
        {"\xFF\xFE"s + "a\0t\0"s, "line 1: the column 'event' is missing"},
        {"a\0"s, "line 1: unknown column 'a\\x00'"},
        {"\xFF\xFE\0\0a\0\0\0"s, "line 1: unknown column"},
        {"at,evnt,seat\n", "line 1: unknown column 'evnt'; did you mean 'event'?; the column 'event' is missing"},
        {"At;evnt;seat\n", "line 1: unknown column 'evnt'; did you mean 'event'?; the column 'event' is missing"},
        {"sep=;\nat;seat\n", "line 2: the column 'event' is missing"},
        {"at,event,,seat\n", "column 3 has no name"},
        {"at,event,seat,at\n", "column 'at' appears twice"},
        {"seat,prospect\n", "the column 'at' is missing; the column 'event' is missing"},
        {"\n\nat,seat\n", "line 3: the column 'event' is missing"},
        {"at:event:seat\n", "line 1: no commas in 'at:event:seat': are its fields separated by another character?"},
        {"at event seat\n", "no commas in"},
        {"sep=|\nat,event,seat\n", "line 2: unknown column 'at,event,seat'"},
        {"at,event,At\n", "column 'At' appears twice"},
        {"at,event,recorded at,recorded_at\n", "column 'recorded_at' appears twice"},
        {"at,\"event\n", "line 1: the quote that opens here is never closed"},
        {"at,ev\"ent\n", "line 1: a quote inside text"},
        {repeated("at,", 10'000) + "\n", "10000 columns are too many: at most 64"},
        {std::string(70'000, 'x'), "line 1: a field longer than 65536 bytes"},
        // The quote that opens on line 3 swallows the rest of the file.
        {header + row() + row("\"open") + row() + row(), "line 3: the quote that opens here is never closed"},
        {header + row("\"fine\"") + "2026-01-01,send,\"ana,bob,\n" + row() + row(),
         "line 3: the quote that opens here is never closed"},
        // It closes where the next quoted field opens, so nobody can say where records begin.
        {header + row("\"open") + row("\"x\"") + row(), "line 3: a quote inside text, in the record that begins on line 2"},
        {header + row("\"" + std::string(70'000, 'x') + "\""), "line 2: a field longer than 65536 bytes"},
        {header + row("\"" + repeated("x\n", 40'000)), "line 2: a field longer than 65536 bytes: is a quote left open there?"},
        {header + repeated("\"" + std::string(60'000, 'x') + "\",", 300) + "\n", "line 2: a record longer than 16777216 bytes"},
        {header + repeated(",", 17'000'000) + "\n", "line 2: a record longer than 16777216 bytes"},
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

TEST_CASE("a file of another format is refused by what it is, with how to get a CSV") {
    struct Format {
        std::string bytes;
        std::string is_what;
        std::string next_step;
    };
    const std::string zip = "PK\x03\x04\x14\0\0\0"s;
    const Format formats[] = {
        {zip + "[Content_Types].xml ... xl/workbook.xml", "is an Excel workbook", "'CSV UTF-8 (Comma delimited)'"},
        {zip + "_rels/.rels ... xl/worksheets/sheet1.xml", "is an Excel workbook", "'CSV UTF-8 (Comma delimited)'"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "is an Excel workbook", "File, Save As"},
        {zip + "mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "is an OpenDocument file", "'Text CSV' in UTF-8"},
        {zip + "Index/Document.iwa", "is a Numbers spreadsheet", "File, Export To, CSV"},
        {zip + "messages.csv", "is a zip", "`inmail import linkedin`"},
        {"PK\x05\x06"s + std::string(18, '\0'), "is a zip", "Unpack it"},
        {"%PDF-1.7\n", "is a PDF", "'CSV UTF-8'"},
        {"<!DOCTYPE html><table>", "is XML or HTML", "'CSV UTF-8'"},
        {"\xEF\xBB\xBF \r\n<html>", "is XML or HTML", "'CSV UTF-8'"},
        {"\xFF\xFE<\0h\0>\0"s, "is XML or HTML", "'CSV UTF-8'"},
        {"{\"events\":[]}", "is JSON", "`inmail export events`"},
        {"[\n{}]", "is JSON", "`inmail export events`"},
        {"SQLite format 3\0"s, "is a database", "`inmail export events --ledger FILE`"},
        {"\x1F\x8B\x08", "is packed by gzip", "gunzip"},
        {"BZh91AY", "is packed by bzip2", "bunzip2"},
        {"\xFD"
         "7zXZ\0\0"s,
         "is packed by xz", "unxz"},
        {"\x28\xB5\x2F\xFD\x04", "is packed by zstd", "unzstd"},
        {"7z\xBC\xAF\x27\x1C\0"s, "is a 7z archive", "Unpack it"},
        {"Rar!\x1A\x07\x01\0"s, "is a RAR archive", "Unpack it"},
        {"team.csv" + std::string(249, '\0') + "ustar", "is a tar archive", "Unpack it"},
    };
    for (const auto& f : formats) {
        INFO(f.is_what);
        try {
            (void)read_csv(f.bytes);
            FAIL("no error");
        } catch (const InputError& error) {
            const auto words = render::words_of(error);
            CHECK(words.what == "team.csv " + f.is_what);
            CHECK(words.next_step.find(f.next_step) != std::string::npos);
        }
    }
}

TEST_CASE("a CSV as spreadsheets and systems save it is read") {
    const std::string files[] = {
        "at,event,seat,prospect,note\n2026-01-01,send,ana,bob,x\n",
        "at;event;seat;prospect;note\n2026-01-01;send;ana;bob;x\n",
        "at\tevent\tseat\tprospect\tnote\n2026-01-01\tsend\tana\tbob\tx\n",
        "At,Event,SEAT, Prospect,NOTE\n2026-01-01,send,ana,bob,x\n",
        "sep=;\r\nat;event;seat;prospect;note\r\n2026-01-01;send;ana;bob;x\r\n",
        "\"sep=,\"\nat,event,seat,prospect,note\n2026-01-01,send,ana,bob,x\n",
        "\xEF\xBB\xBF"
        "at;event;seat;prospect;note\n2026-01-01;send;ana;bob;x\n",
        "at,event,seat,prospect,note,,\n2026-01-01,send,ana,bob,x,,\n,,,,,,\n",
        "at,event,seat,prospect,note\n2026-01-01,send,ana,bob,x,,, ,\n",
        "\"at\";\"event\";\"seat\";\"prospect\";\"note\"\n2026-01-01;send;ana;bob;\"x\"\n",
    };
    for (const auto& file : files) {
        INFO(file);
        const auto reading = read_csv(file);
        CHECK(reading.rejected.empty());
        REQUIRE(reading.rows.size() == 1);
        CHECK(reading.rows[0].record.prospect == "bob");
        CHECK(reading.rows[0].record.note == "x");
    }
    CHECK(read_csv("at,event,Recorded At\n").row_count == 0);
    for (const bool big_endian : {false, true}) {
        const auto reading =
            read_csv(test::utf16(u"\uFEFFAt\tEvent\tSeat\tProspect\n2026-01-01\tsend\tana\tJos\u00E9\n", big_endian));
        REQUIRE(reading.rows.size() == 1);
        CHECK(reading.rows[0].record.prospect == "jos\u00E9");
    }
}

TEST_CASE("columns without a name at the end may be any number, and hold nothing") {
    const auto reading = read_csv("at,event,seat,prospect" + repeated(",", 300) + "\n" + "2026-01-01,send,ana,bob" +
                                  repeated(",", 200) + "\n2026-01-01,send,ana,cy,,x\n");
    CHECK(reading.rows.size() == 1);
    REQUIRE(reading.rejected.size() == 1);
    CHECK(reading.rejected[0].line == 3);
    CHECK(reading.rejected[0].flaw.kind == FlawKind::field_count);
}

TEST_CASE("progress gives rows and bytes of a file of events, once for each block") {
    std::istringstream in(header + repeated(row(), 10'000));
    std::vector<ReadProgress> told;
    EventRowSink sink{[](EventRow&&) {}, [](RejectedRow&&) {}, [](RowWarning&&) {}};
    sink.progress = [&](const ReadProgress& progress) { told.push_back(progress); };
    (void)read_event_csv(in, "team.csv", Zone(), sink);
    REQUIRE(told.size() > 2);
    for (std::size_t i = 1; i < told.size(); ++i) {
        CHECK(told[i].rows > told[i - 1].rows);
        CHECK(told[i].bytes > told[i - 1].bytes);
    }
    CHECK(told.back().bytes == static_cast<std::int64_t>(in.str().size()));
}

TEST_CASE("a file with only a header has no events") { CHECK(read_csv(header).row_count == 0); }

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
