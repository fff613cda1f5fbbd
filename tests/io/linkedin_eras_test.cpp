#include "linkedin_support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;
using namespace inmail::io::test;

namespace {

using Lines = std::vector<std::string>;

/// A messages.csv of these columns with one InMail to Cy Dee.
std::string era_file(const std::string& columns, const std::string& draft, const std::string& folder = "INBOX") {
    const std::vector<std::pair<std::string, std::string>> values{
        {"CONVERSATION ID", "2-abc"},
        {"CONVERSATION TITLE", ""},
        {"FROM", "Ana Ruiz"},
        {"SENDER PROFILE URL", "https://www.linkedin.com/in/ana-ruiz"},
        {"TO", "Cy Dee"},
        {"RECIPIENT PROFILE URLS", "https://www.linkedin.com/in/cy-dee"},
        {"DATE", "2026-03-02 14:05:09 UTC"},
        {"SUBJECT", "Harbour"},
        {"CONTENT", "Hello"},
        {"FOLDER", folder},
        {"ATTACHMENTS", ""},
        {"IS MESSAGE DRAFT", draft},
        {"IS CONVERSATION DRAFT", ""},
        {"IS CONVERSATION ARCHIVED", "No"},
    };
    std::string row;
    for (std::size_t begin = 0; begin <= columns.size();) {
        const std::size_t end = std::min(columns.find(',', begin), columns.size());
        for (const auto& [column, value] : values) {
            if (column == columns.substr(begin, end - begin)) row += (begin == 0 ? "" : ",") + value;
        }
        begin = end + 1;
    }
    return columns + "\n" + row + "\n";
}

ArchiveContents read_file(const std::string& bytes) {
    const Folder folder;
    ArchiveOptions options;
    options.owner = "Ana Ruiz";
    return read_linkedin_archive(folder.put("messages.csv", bytes), options);
}

const std::string nine = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER";
const std::string ten =
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER";

}  // namespace

TEST_CASE("every header since 2020 is read by its column names") {
    const std::string headers[] = {
        nine,
        ten,
        ten + ",ATTACHMENTS",
        ten + ",IS MESSAGE DRAFT,IS CONVERSATION DRAFT",              // 12 columns
        ten + ",ATTACHMENTS,IS MESSAGE DRAFT",                        // 12 other columns
        ten + ",ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT",  // 13 columns
        ten + ",ATTACHMENTS,IS CONVERSATION ARCHIVED,IS MESSAGE DRAFT",
        "FOLDER,SUBJECT,DATE,TO,FROM,CONVERSATION ID",
    };
    for (const auto& header : headers) {
        INFO(header);
        const auto reading = read_file(era_file(header, "No"));
        REQUIRE(reading.mails.size() == 1);
        CHECK(to_rfc3339(reading.mails[0].at) == "2026-03-02T14:05:09Z");
        CHECK(reading.mails[0].key == "li:2-abc:1772460309000:out");
        const bool has_urls = header.find("RECIPIENT") != std::string::npos;
        CHECK(reading.mails[0].prospect == (has_urls ? "cy-dee" : "cy dee"));
    }
}

TEST_CASE("a draft is recognised in either column and in any spelling") {
    struct Case {
        std::string flag;
        bool is_draft;
    };
    const Case cases[] = {{"Yes", true}, {"yes", true}, {"true", true}, {"TRUE", true},   {"1", true},
                          {"y", true},   {"No", false}, {"", false},    {"false", false}, {"0", false}};
    for (const auto& c : cases) {
        for (const std::string columns : {",ATTACHMENTS,IS MESSAGE DRAFT", ",IS MESSAGE DRAFT,IS CONVERSATION DRAFT"}) {
            INFO(c.flag << columns);
            const auto reading = read_file(era_file(ten + columns, c.flag));
            CHECK(left_out(reading) == (c.is_draft ? Lines{"draft: 2"} : Lines{}));
        }
    }
    const std::string conversation_draft = replaced(era_file(ten + ",IS CONVERSATION DRAFT", ""), "INBOX,", "INBOX,Yes");
    CHECK(left_out(read_file(conversation_draft)) == Lines{"draft: 2"});
}

TEST_CASE("messages are read from every folder but SPAM") {
    for (const std::string folder : {"INBOX", "ARCHIVE", "SENT", "", "inbox"}) {
        INFO(folder);
        CHECK(read_file(era_file(ten, "", folder)).mails.size() == 1);
    }
    CHECK(left_out(read_file(era_file(ten, "", "SPAM"))) == Lines{"spam folder: 2"});
}

TEST_CASE("exports of 2014 to 2018 are read, with title-case headers and US dates") {
    const auto reading = read_file(
        "From,To,Date,Subject,Content,Direction,Folder\r\n"
        "Cy Dee,Ana Ruiz,\"3/14/16, 12:07 AM\",Re: FW: Harbour,Gladly.,INCOMING,INBOX\r\n"
        "Ana Ruiz,Cy Dee,\"3/12/16, 9:41 PM\",Harbour,Hello,OUTGOING,SENT\r\n"
        "Cy Dee,Ana Ruiz,\"3/11/16, 9:41 PM\",Another matter,Hello,INCOMING,INBOX\r\n");
    CHECK(mails_of(reading) == Lines{"3 inmail 2016-03-12T21:41:00Z cy dee", "2 reply 2016-03-14T00:07:00Z cy dee"});
    CHECK(left_out(reading) == Lines{"ordinary message: 4"});
}

TEST_CASE("exports without conversation ids give the same keys in any order, and today's exports name those keys") {
    const std::string header = "FROM,TO,DATE,SUBJECT,CONTENT,DIRECTION,FOLDER\n";
    const std::string send = "Ana Ruiz,Cy Dee,2019-11-06T02:08:20,Harbour,Hello,OUTGOING,SENT\n";
    const std::string reply = "Cy Dee,Ana Ruiz,2019-11-08T05:12:40,RE: Harbour,Yes,INCOMING,INBOX\n";
    const auto early = read_file(header + send);
    const auto later = read_file(header + reply + send);
    REQUIRE(later.mails.size() == 2);
    CHECK(early.mails[0].key == later.mails[0].key);

    const auto today = read_messages_of_ana({{"2-abc", "Ana Ruiz", "Cy Dee", "2019-11-06 02:08:20", "Harbour"}});
    REQUIRE(today.mails.size() == 1);
    CHECK(today.mails[0].key_by_name == early.mails[0].key);
}

TEST_CASE("a re-saved export is read in Windows-1252, decoded twice, or with a byte order mark") {
    const std::string row = era_file(nine, "");
    CHECK(mails_of(read_file("\xEF\xBB\xBF" + row)).size() == 1);
    for (const std::string name : {"Jos\xE9 Tavarnier", "Jos\u00C3\u00A9 Tavarnier"}) {
        const auto reading = read_file(replaced(row, "Cy Dee", name));
        REQUIRE(reading.mails.size() == 1);
        CHECK(reading.mails[0].prospect == "josé tavarnier");
        CHECK(warned(reading) == std::vector<std::int64_t>{2});
    }
}

TEST_CASE("a date that a spreadsheet rewrote is read with a warning") {
    const auto reading = read_file(replaced(era_file(ten, ""), "2026-03-02 14:05:09 UTC", "2-Mar-26"));
    CHECK(mails_of(reading) == Lines{"2 inmail 2026-03-02T00:00:00Z cy-dee"});
    CHECK(warned(reading) == std::vector<std::int64_t>{2});
}
