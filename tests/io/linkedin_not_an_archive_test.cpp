// A file that is no archive is refused by its name, with its use and with what to import instead.

#include "linkedin_support.hpp"
#include "support/catch.hpp"

using namespace inmail::io::test;

namespace {

const std::string messages_header = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n";

struct Foreign {
    std::string file;
    std::string bytes;
    std::string is_called;
    std::string next_step;
};

}  // namespace

TEST_CASE("a file that is no messages.csv is refused by what it is") {
    const Foreign cases[] = {
        {"report.csv", "Seat holder name,Seat id,Profiles viewed,InMails sent\n", "a Recruiter usage report",
         "Compare it with the ledger"},
        {"nav.csv", "Name,Days Active,Searches,Profile Views\n", "a Sales Navigator usage report", "Compare it with the ledger"},
        {"nav.csv", "Name,Leads Saved,Accounts Saved\n", "a Sales Navigator usage report", "the seat's own archive"},
        {"nav.csv", "Name,SSI\n", "a Sales Navigator usage report", "the seat's own archive"},
        {"Connections.csv", bytes_of(fixture("Connections_2026_preamble.csv")), "a Connections.csv", "beside the messages.csv"},
        {"Invitations.csv", bytes_of(fixture("Invitations_2026.csv")), "an Invitations.csv", "beside the messages.csv"},
        {"Profile.csv", "First Name,Last Name,Maiden Name,Address,Headline\n", "a Profile.csv", "beside the messages.csv"},
        {"team.csv", "at,event,seat,pool\n", "a CSV of this program's events", "inmail import events"},
        {"guide_messages.csv", messages_header, "assistants or courses", "the archive's zip"},
        {"coach_messages.csv", messages_header, "assistants or courses", "the archive's zip"},
        {"learning_coach_messages.csv", messages_header, "assistants or courses", "the archive's zip"},
        {"learning_role_play_messages.csv", messages_header, "assistants or courses", "the archive's zip"},
        {"LearningCoachMessages.csv", "No conversations found\n", "assistants or courses", "the archive's zip"},
        {"messages.csv", "", "messages.csv is empty", "Download the archive"},
        {"messages.csv", "\n \n", "messages.csv is empty", "Download the archive"},
        {"messages.csv", messages_header, "a header but no messages", "'Messages' ticked"},
        {"messages.csv", messages_header + "\n,,,,,,,,\n", "a header but no messages", "'Messages' ticked"},
        {"messages.csv", "FROM;TO;DATE;SUBJECT\n", "a header but no messages", "'Messages' ticked"},
        {"Connections.csv", "First Name;Last Name;Connected On\n", "a Connections.csv", "beside the messages.csv"},
        {"Receipts_v2.csv", "Transaction Made At,Description\n", "a Receipts_v2.csv", "beside the messages.csv"},
        {"Registration.csv", "Registered At,Registration Ip,Subscription Types\n", "a Registration.csv",
         "beside the messages.csv"},
        {"messages.csv", "FROM,TO,DATE,SUBJECT,date\n", "the column DATE appears twice", "as LinkedIn exported it"},
        {"notes.txt", "Dear diary,\ntoday was fine.\n", "no columns FROM, TO, DATE and SUBJECT", "the archive's zip"},
        {"messages.csv", "\"\"FROM,TO", "line 1: the quote that opens on line 1 is never closed", "the archive's zip"},
        {"a.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an Excel workbook", "CSV UTF-8"},
        {"a.xml", "<?xml version=\"1.0\"?><r/>", "XML or HTML", "the archive's zip"},
        {"a.pdf", "%PDF-1.7", "a PDF", "the archive's zip"},
        {"a.bin", std::string("\x01\x02\0\x03", 4), "zero bytes", "CSV UTF-8"},
        {"a.csv", utf16(u"\uFEFFName,SSI\n"), "a Sales Navigator usage report", "the seat's own archive"},
        {"a.gz", "\x1F\x8B\x08", "packed by gzip", "gunzip"},
        {"messages.csv", "BZh91AY", "packed by bzip2", "bunzip2"},
        {"export.zip", std::string("7z\xBC\xAF\x27\x1C\0", 7), "a 7z archive", "Unpack it and give the folder"},
        {"export.zip", "Rar!\x1A\x07\x01", "a RAR archive", "Unpack it and give the folder"},
        {"export.tar", "messages.csv" + std::string(245, '\0') + "ustar", "a tar archive", "Unpack it and give the folder"},
        {"a.ods", "PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "an OpenDocument file",
         "the archive's zip"},
        {"a.json", "{}", "JSON", "the archive's zip"},
        {"ledger.db", std::string("SQLite format 3\0", 16), "a database", "the archive's zip"},
        {"empty.zip", "PK\x05\x06" + std::string(18, '\0'), "an empty zip", "Download the archive"},
        {"cut.zip",
         "PK\x03\x04"
         "oops",
         "a damaged or incomplete zip", "Download the archive"},
    };
    for (const auto& c : cases) {
        INFO(c.file << ": " << c.is_called);
        const Folder folder;
        const std::string refusal = refusal_of_archive(folder.put(c.file, c.bytes));
        CHECK_THAT(refusal, Catch::Contains(c.is_called));
        CHECK_THAT(refusal, Catch::Contains(c.next_step));
        CHECK_THAT(refusal, Catch::Contains(c.file));
    }
}

TEST_CASE("a folder without messages.csv is refused with what it does hold") {
    const Folder folder;
    CHECK_THAT(refusal_of_archive(folder.path()), Catch::Contains("has no messages.csv |"));
    folder.put("Connections.csv", "x");
    folder.put("guide_messages.csv", messages_header);
    CHECK_THAT(refusal_of_archive(folder.path()),
               Catch::Contains("has no messages.csv (only Connections.csv, guide_messages.csv)"));
}

TEST_CASE("a path to nothing, or to neither a file nor a folder, is refused") {
    CHECK_THAT(refusal_of_archive("/nowhere/at/all"), Catch::Contains("there is no file or folder '/nowhere/at/all'"));
    CHECK_THAT(refusal_of_archive("/dev/null"), Catch::Contains("neither a file nor a folder"));
}
