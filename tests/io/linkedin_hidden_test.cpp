// Hidden accounts, which LinkedIn shows under one name in each language, and names that look alike.

#include <fmt/format.h>

#include "inmail/text/unicode.hpp"
#include "linkedin_support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;
using namespace inmail::io::test;

namespace {

const std::string in_any_language[] = {
    "LinkedIn Member",
    "LINKEDIN MEMBER",
    "LinkedIn-Mitglied",
    "Membre de LinkedIn",
    "Utilisateur LinkedIn",
    "Участник LinkedIn",
    "УЧАСТНИК LINKEDIN",
    "Miembro de LinkedIn",
    "Usuário do LinkedIn",
    "Utente LinkedIn",
    "LinkedIn-lid",
    "LinkedIn\u200B Member",
    "LinkedIn Üyesi",
    "LinkedInメンバー",
    "领英会员",
    "عضو LinkedIn",
    "Some LinkedIn Thing",
    "Linked In Member",
    "Linked-In-Mitglied",
    "ＬｉｎｋｅｄＩｎ Ｍｅｍｂｅｒ",
    "ＬｉｎｋｅｄＩｎ　Member",
    "𝐋𝐢𝐧𝐤𝐞𝐝𝐈𝐧 Member",
    "Membre de Linked\tIn",
    "LinkedIn\tMember",
    "Linked\u00A0In メンバー",
};

}  // namespace

TEST_CASE("hidden accounts are distinguished by their conversations, in any language") {
    for (const auto& hidden : in_any_language) {
        INFO(hidden);
        const auto reading = read_messages_of_ana({
            {"1", "Ana Ruiz", hidden, "2026-03-01 09:00:00", "Hi", "", "INBOX", "text", false},
            {"2", "Ana Ruiz", hidden, "2026-03-02 09:00:00", "Hi", "", "INBOX", "text", false},
            {"2", hidden, "Ana Ruiz", "2026-03-03 09:00:00", "", "", "INBOX", "text", false},
        });
        REQUIRE(reading.mails.size() == 3);
        CHECK(reading.mails[0].prospect.rfind("conversation:", 0) == 0);
        CHECK(reading.mails[1].prospect != reading.mails[0].prospect);
        CHECK(reading.mails[2].prospect == reading.mails[1].prospect);
        CHECK(reading.mails[0].prospect_name.empty());
    }
}

TEST_CASE("a name that only resembles LinkedIn's is a person's") {
    for (const char* name : {"Linked Ink", "Unlinked In Time", "Lin Kedin"}) {
        INFO(name);
        const auto reading =
            read_messages_of_ana({{"1", "Ana Ruiz", name, "2026-03-01 09:00:00", "Hi", "", "INBOX", "text", false}});
        REQUIRE(reading.mails.size() == 1);
        CHECK(reading.mails[0].prospect == canonical_name(name));
    }
}

TEST_CASE("a tab in a name is white space (RULES section 9)") {
    const auto reading =
        read_messages_of_ana({{"1", "Ana\tRuiz", "Kei \tTan", "2026-03-01 09:00:00", "Hi", "", "INBOX", "text", false},
                              {"1", "Kei Tan", "Ana Ruiz", "2026-03-02 09:00:00", ""}});
    REQUIRE(reading.mails.size() == 2);
    CHECK(reading.owner == "ana-ruiz");
    CHECK(reading.mails[0].prospect == reading.mails[1].prospect);
}

TEST_CASE("a name with LinkedIn in it is a person's if some row or another file shows it") {
    const std::string trainer = "Cy Dee LinkedIn Trainer";
    const auto by_url = read_messages_of_ana({
        {"1", "Ana Ruiz", trainer, "2026-03-01 09:00:00", "Hi", "", "INBOX", "text", false},
        {"2", trainer, "Ana Ruiz", "2026-03-02 09:00:00", ""},
    });
    REQUIRE(by_url.mails.size() == 1);
    CHECK(by_url.mails[0].prospect == "cy dee linkedin trainer");
    const auto by_connections = read_messages_of_ana(
        {{"1", "Ana Ruiz", trainer, "2026-03-01 09:00:00", "Hi", "", "INBOX", "text", false}},
        "First Name,Last Name,URL,Connected On\nCy Dee,LinkedIn Trainer,https://www.linkedin.com/in/cy,05 Mar 2026\n");
    REQUIRE(by_connections.mails.size() == 1);
    CHECK(by_connections.mails[0].prospect == "cy");
}

TEST_CASE("one of several recipients may be hidden, and a title beside a URL is no recipient") {
    struct Case {
        std::string to;
        bool with_urls;
        bool is_group;
    };
    const Case cases[] = {
        {"Cy Dee, LinkedIn Member", false, true},        {"Cy Dee, LinkedIn-Mitglied", false, true},
        {"Membre de LinkedIn, Cy Dee", false, true},     {"Cy Dee, LinkedIn-Mitglied", true, true},
        {"Cy Dee, Участник LinkedIn", true, true},       {"Cy Dee, LinkedIn Top Voice", true, false},
        {"Cy Dee, LinkedIn Learning (ex)", true, false}, {"LinkedIn-Mitglied", false, false},
        {"Cy Dee, Linked In Member", true, true},        {"Cy Dee, ＬｉｎｋｅｄＩｎ Ｍｅｍｂｅｒ", true, true},
    };
    for (const auto& c : cases) {
        INFO(c.to);
        const auto reading =
            read_messages_of_ana({{"1", "Ana Ruiz", c.to, "2026-03-01 09:00:00", "Hi", "", "INBOX", "text", c.with_urls}});
        CHECK(reading.mails.empty() == c.is_group);
    }
}

TEST_CASE("a message to a hidden account keeps the key that it had under the account's name") {
    const std::string header = "FROM,TO,DATE,SUBJECT,CONTENT,DIRECTION,FOLDER\n";
    const Folder folder;
    folder.put("messages.csv", header + "Ana Ruiz,LinkedIn-Mitglied,2019-11-06T02:08:20,Hi,x,OUTGOING,INBOX\n");
    const auto reading = read_linkedin_archive(folder.path(), {});
    REQUIRE(reading.mails.size() == 1);
    CHECK(reading.mails[0].key == "li:~80f62fe5abfa6ea92ded4dee");
    CHECK(reading.mails[0].key_by_name == reading.mails[0].key);
}

TEST_CASE("names that look alike are one person, with the keys that they had") {
    struct Case {
        std::string one;
        std::string other;
    };
    const Case cases[] = {
        {"Jos\u00E9 Paz", "Jose\u0301 Paz"}, {"Cy Dee", "Cy Dee\u200E"},   {"Cy Dee", "Cy\u3000Dee"},
        {"Иван Петров", "ИВАН ПЕТРОВ"},      {"Łukasz Żak", "ŁUKASZ ŻAK"}, {"Σάσα Ας", "ΣΆΣΑ ΑΣ"},
    };
    for (const auto& c : cases) {
        INFO(c.one << " and " << c.other);
        const auto reading = read_messages_of_ana({
            {"1", "Ana Ruiz", c.one, "2026-03-01 09:00:00", "Hi", "", "INBOX", "text", false},
            {"1", c.other, "Ana Ruiz", "2026-03-02 09:00:00", "", "", "INBOX", "text", false},
        });
        REQUIRE(reading.mails.size() == 2);
        CHECK(reading.mails[1].kind == EventKind::reply);
        CHECK(reading.mails[0].prospect == reading.mails[1].prospect);
        const auto free =
            read_messages_of_ana({{"1", "Ana Ruiz", c.other, "2026-03-01 09:00:00", "Hi", "", "INBOX", "text", false}},
                                 fmt::format("First Name,Last Name,Connected On\n{},,01 Jan 2026\n", c.one));
        REQUIRE(free.mails.size() == 1);
        CHECK(free.mails[0].channel == Channel::first_degree);
    }
}
