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
        {"messages.csv", "FROM;TO;DATE;SUBJECT\na;b;c;d\n", "separated by semicolons or tabs", "as LinkedIn exported it"},
        {"messages.csv", "FROM\tTO\tDATE\tSUBJECT\n", "separated by semicolons or tabs", "as LinkedIn exported it"},
        {"messages.csv", "FROM,TO,DATE,SUBJECT,date\n", "the column date appears twice", "as LinkedIn exported it"},
        {"notes.txt", "Dear diary,\ntoday was fine.\n", "no columns FROM, TO, DATE and SUBJECT", "the archive's zip"},
        {"messages.csv", "\"\"FROM,TO", "line 1: the quote that opens on line 1 is never closed", "the archive's zip"},
        {"a.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an Excel workbook", "the archive's zip"},
        {"a.xml", "<?xml version=\"1.0\"?><r/>", "XML or HTML", "the archive's zip"},
        {"a.pdf", "%PDF-1.7", "a PDF", "the archive's zip"},
        {"a.bin", std::string("\x01\x02\0\x03", 4), "zero bytes", "CSV UTF-8"},
        {"a.csv",
         std::string("\xFF\xFE"
                     "F\0R\0O\0M\0",
                     10),
         "UTF-16", "CSV UTF-8"},
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
