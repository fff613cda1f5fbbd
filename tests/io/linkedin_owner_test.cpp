#include "linkedin_support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;
using namespace inmail::io::test;

namespace {

const Message to_cy{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"};
const Message from_cy{"2", "Cy Dee", "Ana Ruiz", "2026-03-05 09:00:00", "Hi"};
const Message to_eva{"3", "Ana Ruiz", "Eva Foe", "2026-03-06 09:00:00", "Hi"};
const Message of_others{"4", "Cy Dee", "Gil Hoy", "2026-03-07 09:00:00", "Hi"};
const Message to_hidden{"5", "Ana Ruiz", "LinkedIn Member", "2026-03-08 09:00:00", "Hi"};
const Message without_urls{"6", "Ana Ruiz", "Ida Jun", "2026-03-09 09:00:00", "Hi", "", "INBOX", "text", false};

const std::string invitations =
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    "Ana Ruiz,Cy Dee,\"2/5/26, 2:37 PM\",,OUTGOING,https://www.linkedin.com/in/ana-ruiz,https://www.linkedin.com/in/cy-dee\n";
const std::string invitations_by_name =
    "From,To,Sent At,Message,Direction\n"
    "Cy Dee,Ana Ruiz,\"2/5/26, 2:37 PM\",,INCOMING\n";
const std::string profile = "First Name,Last Name,Maiden Name,Headline\nAna,Ruiz,,Buyer\n";
const std::string cy_connected =
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nCy,Dee,https://www.linkedin.com/in/cy-dee,,,,01 Jan "
    "2030\n";

struct Case {
    std::string name;
    std::vector<Message> messages;
    std::vector<std::pair<std::string, std::string>> beside;
    std::string owner;
    std::string how;
};

void fill(const Folder& folder, const Case& c) {
    folder.put("messages.csv", messages_csv(c.messages));
    for (const auto& [name, bytes] : c.beside) folder.put(name, bytes);
}

}  // namespace

TEST_CASE("an archive's owner is found by the first evidence that settles it") {
    const Case cases[] = {
        {"invitations", {to_cy}, {{"Invitations.csv", invitations}}, "ana-ruiz", "invitations"},
        {"invitations without URLs", {to_cy}, {{"Invitations.csv", invitations_by_name}}, "ana-ruiz", "invitations"},
        {"invitations outweigh the profile",
         {to_cy},
         {{"Invitations.csv", invitations}, {"Profile.csv", replaced(profile, "Ana,Ruiz", "Cy,Dee")}},
         "ana-ruiz",
         "invitations"},
        {"a profile URL that has changed since",
         {to_cy},
         {{"Invitations.csv", replaced(invitations, "/in/ana-ruiz", "/in/ana-ruiz-old")}},
         "ana-ruiz",
         "invitations"},
        {"the profile's name, with the URL that sends under it", {to_cy}, {{"Profile.csv", profile}}, "ana-ruiz", "Profile.csv"},
        {"in every conversation", {to_cy, to_eva}, {}, "ana-ruiz", "in 2 of 2 conversations"},
        {"in four of five", {to_cy, from_cy, to_eva, to_hidden, of_others}, {}, "ana-ruiz", "in 4 of 5 conversations"},
        {"some rows without a URL", {to_cy, to_eva, without_urls}, {}, "ana-ruiz", "in 3 of 3 conversations"},
        {"elimination: the other one is a connection",
         {to_cy, from_cy},
         {{"Connections.csv", cy_connected}},
         "ana-ruiz",
         "neither"},
        {"elimination: the other one is hidden", {to_hidden}, {}, "ana-ruiz", "neither"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const Folder folder;
        fill(folder, c);
        const auto reading = read_linkedin_archive(folder.path(), {});
        CHECK(reading.owner == c.owner);
        CHECK(reading.owner_name == "Ana Ruiz");
        CHECK_THAT(reading.owner_how, Catch::Contains(c.how));
        CHECK_FALSE(reading.mails.empty());
    }
}

TEST_CASE("an archive that could be anyone's is refused with a way to settle it") {
    const Case cases[] = {
        {"one conversation", {to_cy}, {}, "", ""},
        {"one correspondent", {to_cy, from_cy}, {}, "", ""},
        {"nobody in four fifths", {to_cy, to_eva, of_others}, {}, "", ""},
        {"unknown directions", {to_cy}, {{"Invitations.csv", replaced(invitations, "OUTGOING", "PENDING")}}, "", ""},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const Folder folder;
        fill(folder, c);
        CHECK_THAT(refusal_of_archive(folder.path()), Catch::Contains("cannot tell whose archive messages.csv is: ") &&
                                                          Catch::Contains("'Ana Ruiz'") &&
                                                          Catch::Contains("--owner URL-or-name"));
    }
}

TEST_CASE("--owner settles whose archive it is, by URL, slug or name") {
    const Folder folder;
    folder.put("messages.csv", messages_csv({to_cy, from_cy}));
    for (const std::string owner : {"https://www.linkedin.com/in/Ana-Ruiz/", "ana-ruiz", "ana  RUIZ"}) {
        INFO(owner);
        ArchiveOptions options;
        options.owner = owner;
        const auto reading = read_linkedin_archive(folder.path(), options);
        CHECK(reading.owner == "ana-ruiz");
        CHECK(mails_of(reading) == std::vector<std::string>{"2 inmail 2026-03-04T09:00:00Z cy-dee"});
    }
    ArchiveOptions other;
    other.owner = "Cy Dee";
    CHECK(mails_of(read_linkedin_archive(folder.path(), other)) ==
          std::vector<std::string>{"3 inmail 2026-03-05T09:00:00Z ana-ruiz"});

    ArchiveOptions nobody;
    nobody.owner = "Max Nil";
    CHECK_THAT(refusal_of([&] { (void)read_linkedin_archive(folder.path(), nobody); }),
               Catch::Contains("no message of messages.csv is from or to 'Max Nil'"));
}

TEST_CASE("a person of the owner's name is not the owner") {
    const Folder folder;
    folder.put("messages.csv", messages_csv({to_cy, to_eva, {"7", "Ana Ruiz", "Ana Ruiz", "2026-03-09 09:00:00", "Hi"}}));
    folder.put("messages.csv",
               replaced(bytes_of(folder.path() / "messages.csv"), "7,,Ana Ruiz,https://www.linkedin.com/in/ana-ruiz,",
                        "7,,Ana Ruiz,https://www.linkedin.com/in/ana-ruiz-2,"));
    const auto reading = read_linkedin_archive(folder.path(), {});
    CHECK(reading.owner == "ana-ruiz");
    CHECK(left_out(reading) == std::vector<std::string>{"ordinary message: 4"});
}
