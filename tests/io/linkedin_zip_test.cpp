#include <zip.h>

#include <algorithm>

#include "linkedin_support.hpp"
#include "support/catch.hpp"

using namespace inmail::io;
using namespace inmail::io::test;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

std::string messages() { return bytes_of(fixture("messages_2026_allquoted_multiline.csv")); }
std::string connections() { return bytes_of(fixture("Connections_2026_preamble.csv")); }

}  // namespace

TEST_CASE("a zip is read without unpacking, with its files at the root or in one folder") {
    const std::string inside = "Basic_LinkedInDataExport_04-17-2026/";
    const Files cases[] = {
        {{"messages.csv", messages()}, {"Connections.csv", connections()}},
        {{inside + "Messages.csv", messages()}, {inside + "connections.csv", connections()}},
        {{inside, ""}, {inside + "messages.csv", messages()}, {inside + "Connections.csv", connections()}},
        {{"messages.csv", messages()},
         {"Connections.csv", connections()},
         {"__MACOSX/messages.csv", "x"},
         {"guide_messages.csv", "x"}},
        {{"messages.csv", messages()}, {"Connections.csv", connections()}, {"old/messages.csv", "x"}, {"old/Profile.csv", "x"}},
    };
    for (const auto& files : cases) {
        INFO(files.front().first << " and " << files.size() - 1 << " more");
        const Folder folder;
        const auto reading = read_linkedin_archive(folder.put_zip("export.zip", files), {});
        CHECK(reading.mails.size() == 4);
        CHECK(std::any_of(reading.mails.begin(), reading.mails.end(),
                          [](const ArchiveMail& mail) { return mail.channel == inmail::Channel::first_degree; }));
    }
}

TEST_CASE("an export's zip in a zip is read, whatever its name is") {
    const Folder folder;
    const std::string inner =
        bytes_of(folder.put_zip("inner.zip", {{"messages.csv", messages()}, {"Connections.csv", connections()}}));
    const std::string other = bytes_of(folder.put_zip("other.zip", {{"photo.png", "x"}}));
    const Files cases[] = {
        {{"Basic_LinkedInDataExport_04-17-2026.zip", inner}},
        {{"mail/", ""}, {"mail/body.txt", "Hello"}, {"mail/attachment", inner}},
        {{"__MACOSX/._export.zip", "x"}, {"export.zip", inner}},
        {{"other.zip", other}, {"Complete_LinkedInDataExport_04-17-2026.zip", inner}},
    };
    for (const auto& files : cases) {
        INFO(files.back().first);
        CHECK(read_linkedin_archive(folder.put_zip("outer.zip", files), {}).mails.size() == 4);
    }
    const std::string twice = bytes_of(folder.put_zip("twice.zip", {{"inner.zip", inner}}));
    struct Case {
        Files files;
        std::string says;
    };
    const Case refused[] = {
        {{{"other.zip", other}}, "other.zip has no messages.csv"},
        {{{"a.zip", inner}, {"b.zip", inner}}, "outer.zip holds several zips, such as a.zip and b.zip"},
        {{{"twice.zip", twice}}, "twice.zip in the zip has no messages.csv, but another zip: "},
        {{{"cut.zip", inner.substr(0, inner.size() / 2)}}, "cut.zip is a damaged or incomplete zip"},
        {{{"Bomb.zip", bytes_of(folder.put_zip("b.zip", {{"messages.csv", std::string(3'000'000, ' ')}}))}}, "a zip bomb"},
    };
    for (const auto& c : refused) {
        INFO(c.says);
        CHECK_THAT(refusal_of_archive(folder.put_zip("outer.zip", c.files)), Catch::Contains(c.says));
    }
}

TEST_CASE("an entry that is packed as programs seldom pack is refused by the method") {
    struct Case {
        char method;
        std::string name;
    };
    for (const auto& c : {Case{14, "LZMA"}, Case{93, "Zstandard"}, Case{95, "XZ"}, Case{9, "Deflate64"}, Case{98, "PPMd"},
                          Case{97, "method 97"}}) {
        INFO(c.name);
        const Folder folder;
        std::string zip = bytes_of(folder.put_zip("export.zip", {{"messages.csv", messages()}}));
        for (const auto& [mark, offset] : {std::pair<std::string, std::size_t>{"PK\x03\x04", 8}, {"PK\x01\x02", 10}})
            zip[zip.find(mark) + offset] = c.method;
        CHECK_THAT(
            refusal_of_archive(folder.put("odd.zip", zip)),
            Catch::Contains("packed by " + c.name + ", which this program cannot read") && Catch::Contains("Unpack the zip"));
    }
}

TEST_CASE("a zip is recognised by its bytes, not by its name") {
    const Folder folder;
    CHECK(read_linkedin_archive(folder.put_zip("export.download", {{"messages.csv", messages()}}), {}).mails.size() == 4);
}

TEST_CASE("a zip that is no export, or that is hostile, is refused") {
    Files many;
    for (int i = 0; i < 65; ++i) many.emplace_back(std::to_string(i) + "/messages.csv", "x");
    const Folder other;
    const std::string workbook = bytes_of(other.put_zip("report.xlsx", {{"[Content_Types].xml", "x"}, {"xl/workbook.xml", "x"}}));
    struct Case {
        Files files;
        std::string says;
    };
    const Case cases[] = {
        {{{"notes.txt", "x"}}, "export.zip has no messages.csv"},
        {{{"[Content_Types].xml", "x"}, {"xl/workbook.xml", "x"}}, "export.zip is an Excel workbook"},
        {{{"docProps/a.png", std::string(9'000, 'x')}, {"xl/sharedStrings.xml", "x"}}, "export.zip is an Excel workbook"},
        {{{"../messages.csv", messages()}}, "points outside its folder ('../messages.csv')"},
        {{{"messages.csv", messages()}, {"a/../../etc/passwd", "x"}}, "points outside its folder"},
        {{{"messages.csv", messages()}, {"..\\evil", "x"}}, "points outside its folder"},
        {{{"/messages.csv", messages()}}, "points outside its folder"},
        {{{"ana/messages.csv", messages()}, {"ben/messages.csv", messages()}},
         "holds two archives: ana/messages.csv and ben/messages.csv"},
        {{{"messages.csv", messages()}, {"Connections.csv", "x"}, {"connections.csv", "x"}},
         "twice: 'Connections.csv' and 'connections.csv'"},
        {{{"messages (1).csv", messages()}, {"messages (2).csv", messages()}},
         "twice: 'messages (1).csv' and 'messages (2).csv'"},
        {{{"notes.txt", "x"}, {"messages.7z", "7z\xBC\xAF\x27\x1C" + std::string(30, 'x')}},
         "messages.7z in export.zip is a 7z archive"},
        {{{"messages.csv.gz", "\x1F\x8B" + std::string(30, 'x')}}, "messages.csv.gz in export.zip is packed by gzip"},
        {{{"old.xls", "\xD0\xCF\x11\xE0" + std::string(30, 'x')}}, "old.xls in export.zip is an Excel workbook"},
        {{{"report.xlsx", workbook}}, "report.xlsx in export.zip is an Excel workbook"},
        {many, "more than 64 files"},
        {{{"messages.csv", std::string(3'000'000, ' ')}}, "a zip bomb"},
    };
    for (const auto& c : cases) {
        INFO(c.says);
        const Folder folder;
        CHECK_THAT(refusal_of_archive(folder.put_zip("export.zip", c.files)), Catch::Contains(c.says));
    }
}

TEST_CASE("an entry larger than the zip says is refused while it is read") {
    const Folder folder;
    const auto path = folder.put_zip("export.zip", {{"messages.csv", messages() + std::string(3'000'000, '\n')}});
    // Sets the uncompressed size to 1000 bytes, in the entry's own header and in the zip's directory.
    std::string zip = bytes_of(path);
    for (const auto& [mark, offset] : {std::pair<std::string, std::size_t>{"PK\x03\x04", 22}, {"PK\x01\x02", 24}}) {
        const auto at = zip.find(mark);
        REQUIRE(at != std::string::npos);
        zip.replace(at + offset, 4, std::string("\xE8\x03\x00\x00", 4));
    }
    CHECK_THAT(refusal_of_archive(folder.put("lying.zip", zip)), Catch::Contains("damaged") || Catch::Contains("a zip bomb"));
}

TEST_CASE("an entry packed smaller than the zip says is refused as a bomb too") {
    const Folder folder;
    std::string zip = bytes_of(folder.put_zip("export.zip", {{"messages.csv", messages() + std::string(3'000'000, '\n')}}));
    // Sets the packed size to a megabyte in the zip's directory.
    const auto at = zip.find("PK\x01\x02");
    REQUIRE(at != std::string::npos);
    zip.replace(at + 20, 4, std::string("\0\0\x10\0", 4));
    CHECK_THAT(refusal_of_archive(folder.put("lying.zip", zip)), Catch::Contains("a zip bomb"));
}

TEST_CASE("an encrypted zip is refused with what to do") {
    const Folder folder;
    const auto path = folder.put_zip("export.zip", {{"messages.csv", messages()}});
    zip_t* zip = zip_open(path.c_str(), 0, nullptr);
    REQUIRE(zip != nullptr);
    REQUIRE(zip_file_set_encryption(zip, 0, ZIP_EM_AES_256, "secret") == 0);
    REQUIRE(zip_close(zip) == 0);
    CHECK_THAT(refusal_of_archive(path), Catch::Contains("encrypted") && Catch::Contains("Unpack the zip with its password"));
}

TEST_CASE("a cut-off or corrupted zip is refused") {
    const Folder folder;
    const std::string zip = bytes_of(folder.put_zip("whole.zip", {{"messages.csv", messages()}}));
    CHECK_THAT(refusal_of_archive(folder.put("cut.zip", zip.substr(0, zip.size() / 2))), Catch::Contains("incomplete zip"));
    std::string corrupt = zip;
    for (std::size_t i = 100; i < 130; ++i) corrupt[i] = static_cast<char>(~corrupt[i]);
    CHECK_THAT(refusal_of_archive(folder.put("corrupt.zip", corrupt)), Catch::Contains("damaged"));
}
