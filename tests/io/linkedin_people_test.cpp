// Which messages are InMails, to whom, and which answer them (docs/linkedin-exports.md).

#include "inmail/chain/prospect_key.hpp"
#include "linkedin_support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;
using namespace inmail::io::test;

namespace {

using Lines = std::vector<std::string>;

struct Case {
    std::string name;
    std::vector<Message> messages;
    Lines mails;
    Lines left_out;
};

void check(const Case& c) {
    INFO(c.name);
    const auto reading = read_messages_of_ana(c.messages);
    CHECK(mails_of(reading) == c.mails);
    CHECK(left_out(reading) == c.left_out);
    CHECK(reading.rejected.empty());
}

std::string connections(const std::string& rows) {
    return "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n" + rows;
}

}  // namespace

TEST_CASE("an InMail has a subject and is the first message; the first message back answers it") {
    const Case cases[] = {
        {"a send and its reply, newest first",
         {{"1", "Cy Dee", "Ana Ruiz", "2026-03-05 09:00:00", ""}, {"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"}},
         {"3 inmail 2026-03-04T09:00:00Z cy-dee", "2 reply 2026-03-05T09:00:00Z cy-dee"},
         {}},
        {"no subject", {{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", ""}}, {}, {"ordinary message: 2"}},
        {"a subject of spaces", {{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "  "}}, {}, {"ordinary message: 2"}},
        {"they wrote first",
         {{"1", "Cy Dee", "Ana Ruiz", "2026-03-04 09:00:00", ""}, {"1", "Ana Ruiz", "Cy Dee", "2026-03-05 09:00:00", "Hi"}},
         {},
         {"ordinary message: 2 3"}},
        {"they wrote first, and it went to spam",
         {{"1", "Cy Dee", "Ana Ruiz", "2026-03-04 09:00:00", "", "", "SPAM"},
          {"1", "Ana Ruiz", "Cy Dee", "2026-03-05 09:00:00", "Hi"}},
         {},
         {"spam folder: 2", "ordinary message: 3"}},
        {"one answer to a send; later messages are ordinary",
         {{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"},
          {"1", "Ana Ruiz", "Cy Dee", "2026-03-04 10:00:00", ""},
          {"1", "Cy Dee", "Ana Ruiz", "2026-03-05 09:00:00", "Hi"},
          {"1", "Cy Dee", "Ana Ruiz", "2026-03-06 09:00:00", ""},
          {"1", "Ana Ruiz", "Cy Dee", "2026-03-07 09:00:00", "Hi"}},
         {"2 inmail 2026-03-04T09:00:00Z cy-dee", "4 reply 2026-03-05T09:00:00Z cy-dee"},
         {"ordinary message: 3 5 6"}},
        {"two unanswered sends take two answers",
         {{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"},
          {"1", "Ana Ruiz", "Cy Dee", "2026-03-05 09:00:00", "Hi again"},
          {"1", "Cy Dee", "Ana Ruiz", "2026-03-06 09:00:00", ""},
          {"1", "Cy Dee", "Ana Ruiz", "2026-03-07 09:00:00", ""},
          {"1", "Cy Dee", "Ana Ruiz", "2026-03-08 09:00:00", ""}},
         {"2 inmail 2026-03-04T09:00:00Z cy-dee", "3 inmail 2026-03-05T09:00:00Z cy-dee", "4 reply 2026-03-06T09:00:00Z cy-dee",
          "5 reply 2026-03-07T09:00:00Z cy-dee"},
         {"ordinary message: 6"}},
        {"another conversation is another thread",
         {{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"}, {"2", "Cy Dee", "Ana Ruiz", "2026-03-05 09:00:00", ""}},
         {"2 inmail 2026-03-04T09:00:00Z cy-dee"},
         {"ordinary message: 3"}},
        {"send and reply in one second: the send was first",
         {{"1", "Cy Dee", "Ana Ruiz", "2026-03-04 09:00:00", ""}, {"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"}},
         {"3 inmail 2026-03-04T09:00:00Z cy-dee", "2 reply 2026-03-04T09:00:00Z cy-dee"},
         {}},
        {"an InMail and a plain message in one second: no clash of keys",
         {{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"}, {"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", ""}},
         {"2 inmail 2026-03-04T09:00:00Z cy-dee"},
         {"ordinary message: 3"}},
        {"two InMails of one conversation in one second: one key, one event",
         {{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"}, {"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Ho"}},
         {"2 inmail 2026-03-04T09:00:00Z cy-dee"},
         {"in the same second as another InMail or reply of its conversation: 3"}},
        {"a draft is no message at all",
         {{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi", "", "INBOX", "text", true, "Yes"}},
         {},
         {"draft: 2"}},
    };
    for (const auto& c : cases) check(c);
}

TEST_CASE("sponsored conversations are skipped, by title, sender or markup") {
    const std::string markup = "<p class=\"spinmail-quill-editor__spin-break\">Hi %FIRSTNAME%</p>";
    const Case cases[] = {
        {"by title",
         {{"1", "Lumen", "Ana Ruiz", "2026-03-04 09:00:00", "", "Sponsored Conversation"},
          {"1", "Ana Ruiz", "Lumen", "2026-03-05 09:00:00", "Hi"}},
         {},
         {"sponsored: 2 3"}},
        {"by sender", {{"1", "Sponsored Conversation", "Ana Ruiz", "2026-03-04 09:00:00", ""}}, {}, {"sponsored: 2"}},
        {"by LinkedIn itself", {{"1", "LinkedIn Talent Solutions", "Ana Ruiz", "2026-03-04 09:00:00", ""}}, {}, {"sponsored: 2"}},
        {"by markup, without a sender's URL",
         {{"1", "Lumen", "Ana Ruiz", "2026-03-04 09:00:00", "Atlas", "", "INBOX", markup, false}},
         {},
         {"sponsored: 2"}},
    };
    for (const auto& c : cases) check(c);
}

TEST_CASE("a group holds no InMail, and a credential makes no group") {
    const auto to = [](const std::string& recipient, bool with_urls, const std::string& title = {}) {
        return Message{"1", "Ana Ruiz", recipient, "2026-03-04 09:00:00", "Hi", title, "INBOX", "text", with_urls};
    };
    const Lines none;
    const Lines group{"group conversation: 2"};
    const Case cases[] = {
        {"a title", {to("Cy Dee", true, "Dock group")}, none, group},
        {"a credential, with a URL", {to("Cy Dee, CPA", true)}, {"2 inmail 2026-03-04T09:00:00Z cy-dee"}, none},
        {"a credential, without", {to("Cy Dee, CPA", false)}, {"2 inmail 2026-03-04T09:00:00Z cy dee, cpa"}, none},
        {"a doctor", {to("Cy Dee, Ph.D.", false)}, {"2 inmail 2026-03-04T09:00:00Z cy dee, ph.d."}, none},
        {"two degrees",
         {to("Cy Dee, MBA (Finance), CFA", false)},
         {"2 inmail 2026-03-04T09:00:00Z cy dee, mba (finance), cfa"},
         none},
        {"two names nobody knows", {to("Cy Dee, Eva Foe", false)}, none, group},
        {"a hidden member among them", {to("Cy Dee, LinkedIn Member", false)}, none, group},
        {"a hidden member beside a URL", {to("Cy Dee, LinkedIn Member", true)}, none, group},
        {"the owner among them",
         {{"1", "Cy Dee", "Ana Ruiz, Eva Foe", "2026-03-04 09:00:00", "", "", "INBOX", "text", false}},
         none,
         group},
        {"a third party writes",
         {to("Cy Dee", true), {"1", "Eva Foe", "Ana Ruiz", "2026-03-05 09:00:00", ""}},
         none,
         {"group conversation: 2 3"}},
    };
    for (const auto& c : cases) check(c);
}

TEST_CASE("more than one recipient URL makes a group, whatever separates them") {
    for (const std::string joint : {",", ", ", ";"}) {
        INFO(joint);
        const Folder folder;
        ArchiveOptions options;
        options.owner = "Ana Ruiz";
        const std::string csv = messages_csv({{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"}});
        const std::string two = "\"https://www.linkedin.com/in/cy-dee" + joint + "https://www.linkedin.com/in/eva-foe\"";
        const auto path = folder.put("messages.csv", replaced(csv, "https://www.linkedin.com/in/cy-dee", two));
        CHECK(left_out(read_linkedin_archive(path, options)) == Lines{"group conversation: 2"});
    }
}

TEST_CASE("a guess that TO names a group is warned of when it costs an InMail") {
    const Message guess{"1", "Ana Ruiz", "Cy Dee, Eva Foe", "2026-03-04 09:00:00", "Hi", "", "INBOX", "text", false};
    CHECK(warned(read_messages_of_ana({guess})) == std::vector<std::int64_t>{2});
    const std::string known = connections("Cy,\"Dee, Eva Foe\",https://www.linkedin.com/in/cy-dee-foe,,,,01 Jan 2030\n");
    const auto reading = read_messages_of_ana({guess}, known);
    CHECK(mails_of(reading) == Lines{"2 inmail 2026-03-04T09:00:00Z cy-dee-foe"});
    CHECK(reading.warnings.empty());
}

TEST_CASE("the prospect is a slug from the thread, else a connection's slug, else the name, else the conversation") {
    const Message bare{"2-aBc", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi", "", "INBOX", "text", false};
    const Message back{"2-aBc", "Cy Dee", "Ana Ruiz", "2026-03-05 09:00:00", ""};
    Message hidden = bare;
    hidden.to = "LinkedIn Member";
    Message hidden_other_case = hidden;
    hidden_other_case.conversation = "2-AbC";
    const std::string cy = "Cy,Dee,https://www.linkedin.com/in/cy-1,,,,01 Jan 2030\n";
    const std::string other_cy = "Cy,Dee,https://www.linkedin.com/in/cy-2,,,,01 Jan 2030\n";

    CHECK(read_messages_of_ana({bare, back}).mails[0].prospect == "cy-dee");
    CHECK(read_messages_of_ana({bare}, connections(cy)).mails[0].prospect == "cy-1");
    CHECK(read_messages_of_ana({bare}, connections(cy + other_cy)).mails[0].prospect == "cy dee");
    CHECK(read_messages_of_ana({bare}).mails[0].prospect == "cy dee");

    const auto unknown = read_messages_of_ana({hidden, hidden_other_case});
    REQUIRE(unknown.mails.size() == 2);
    CHECK(unknown.mails[0].prospect != unknown.mails[1].prospect);
    for (const auto& mail : unknown.mails) {
        CHECK_THAT(mail.prospect, Catch::Matches("conversation:[0-9a-f]{24}"));
        CHECK(*prospect_key(mail.prospect) == mail.prospect);
        CHECK(mail.key_by_name.empty());
    }
}

TEST_CASE("a later export that hides a name gives the same keys") {
    std::vector<Message> messages{{"2-abc==", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"},
                                  {"2-abc==", "Cy Dee", "Ana Ruiz", "2026-03-05 09:00:00", ""}};
    const auto before = read_messages_of_ana(messages);
    messages[0].to = messages[1].from = "LinkedIn Member";
    for (auto& message : messages) message.conversation = "2-abc";  // without its padding
    const auto after = read_messages_of_ana(messages);
    REQUIRE(before.mails.size() == 2);
    CHECK(keys(before) == keys(after));
    CHECK(before.mails[0].prospect == "cy-dee");
    CHECK(after.mails[0].prospect == after.mails[1].prospect);
}

TEST_CASE("a message to a connection of an earlier day is free; on the same day it is warned of (RULES section 4, send)") {
    struct Free {
        std::string name;
        std::string row;
        Channel channel;
        bool is_warned;
    };
    const Free cases[] = {
        {"the day before", "Cy,Dee,https://www.linkedin.com/in/Cy-Dee/,,,,03 Mar 2026\n", Channel::first_degree, false},
        {"the same day", "Cy,Dee,https://www.linkedin.com/in/cy-dee,,,,04 Mar 2026\n", Channel::inmail, true},
        {"the day after", "Cy,Dee,https://www.linkedin.com/in/cy-dee,,,,05 Mar 2026\n", Channel::inmail, false},
        {"by a name that only one person has", "Cy,Dee,,,,,03 Mar 2026\n", Channel::first_degree, false},
        {"another person of that name", "Cy,Dee,https://www.linkedin.com/in/cy-dee-2,,,,03 Mar 2026\n", Channel::inmail, false},
        {"another person", "Eva,Foe,https://www.linkedin.com/in/eva-foe,,,,03 Mar 2026\n", Channel::inmail, false},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const auto reading = read_messages_of_ana({{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 23:30:00", "Hi"}}, connections(c.row));
        REQUIRE(reading.mails.size() == 1);
        CHECK(reading.mails[0].channel == c.channel);
        CHECK(warned(reading) == (c.is_warned ? std::vector<std::int64_t>{2} : std::vector<std::int64_t>{}));
    }
    // A connection without a date: nobody knows since when.
    const auto undated = read_messages_of_ana({{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 23:30:00", "Hi"}},
                                              connections("Cy,Dee,https://www.linkedin.com/in/cy-dee,,,,\n"));
    CHECK(undated.mails[0].channel == Channel::inmail);
    CHECK(warned(undated) == std::vector<std::int64_t>{2});
}

TEST_CASE("a reply to a free message counts as a reply") {
    const auto reading = read_messages_of_ana(
        {{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"}, {"1", "Cy Dee", "Ana Ruiz", "2026-03-05 09:00:00", ""}},
        connections("Cy,Dee,https://www.linkedin.com/in/cy-dee,,,,03 Mar 2020\n"));
    CHECK(mails_of(reading) == Lines{"2 first-degree 2026-03-04T09:00:00Z cy-dee", "3 reply 2026-03-05T09:00:00Z cy-dee"});
}
