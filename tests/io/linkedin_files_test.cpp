// Which files are an archive, however they were named, saved and handed on.

#include "linkedin/source.hpp"
#include "linkedin_support.hpp"
#include "support/catch.hpp"

using namespace inmail::io;
using namespace inmail::io::linkedin;
using namespace inmail::io::test;

namespace {

const std::string& messages() {
    static const std::string csv = messages_csv({{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"}});
    return csv;
}

ArchiveContents read(const std::filesystem::path& path, const std::string& copy_of = {}) {
    ArchiveOptions options;
    options.owner = "Ana Ruiz";
    options.copy_of = copy_of;
    return read_linkedin_archive(path, options);
}

const std::string connections = "First Name,Last Name,URL,Connected On\nCy,Dee,https://www.linkedin.com/in/cy-dee,01 Mar 2026\n";

bool is_free(const ArchiveContents& reading) {
    REQUIRE(reading.mails.size() == 1);
    return reading.mails[0].channel == inmail::Channel::first_degree;
}

}  // namespace

TEST_CASE("a file's kind is recognised by its name, even as a copy") {
    struct Case {
        FileKind kind;
        std::vector<std::string> names;
    };
    const Case cases[] = {
        {FileKind::messages,
         {"messages.csv", "Messages.CSV", "MESSAGES.csv", "messages (1).csv", "messages(2).csv", "messages 2.csv",
          "messages copy.csv", "messages copy 2.csv", "messages - Copy.csv", "messages - Copy (3).csv", "messages - Kopie.csv",
          "Inbox.csv", "inbox (1).csv"}},
        {FileKind::connections, {"Connections.csv", "connections (1).csv", "CONNECTIONS_.csv", "Connections - Copie.csv"}},
        {FileKind::invitations, {"Invitations.csv", "invitations (12).csv"}},
        {FileKind::receipts, {"Receipts_v2.csv", "receipts v2.csv", "Receipts_v2 (1).csv"}},
        {FileKind::registration, {"Registration.csv", "registration copy.csv"}},
        {FileKind::other_messages, {"guide_messages.csv", "guide_messages (1).csv", "learning_coach_messages.csv"}},
        {FileKind::unrelated,
         {"messages.txt", "messages.csv.gz", "messages (x).csv", "(1).csv", "copy.csv", ".csv", "my messages.csv", ""}},
    };
    for (const auto& c : cases) {
        for (const auto& name : c.names) {
            INFO(name);
            CHECK(kind_of(name) == c.kind);
        }
    }
}

TEST_CASE("the files of a folder are found under names that copies have") {
    const Folder folder;
    folder.put("messages (1).csv", messages());
    folder.put("CONNECTIONS - Copy.csv", connections);
    CHECK(is_free(read(folder.path())));
    CHECK(is_free(read(folder.path() / "messages (1).csv")));
}

TEST_CASE("a file that is named is read with the others beside it, not with other messages") {
    const Folder folder;
    folder.put("messages.csv", "broken");
    folder.put("messages (1).csv", "broken");
    folder.put("mine.csv", messages());
    folder.put("Connections.csv", connections);
    CHECK(is_free(read(folder.path() / "mine.csv")));
    CHECK_THAT(refusal_of_archive(folder.path()), Catch::Contains("holds both messages (1).csv and messages.csv"));
}

TEST_CASE("an Inbox.csv is read, unless there is a messages.csv") {
    for (const bool in_zip : {false, true}) {
        INFO(in_zip);
        const Folder folder;
        const auto path = [&](const std::vector<std::pair<std::string, std::string>>& files) {
            if (in_zip) return folder.put_zip("export.zip", files);
            for (const auto& [name, bytes] : files) folder.put(name, bytes);
            return folder.path();
        };
        CHECK(read(path({{"Inbox.csv", messages()}})).mails.size() == 1);
        CHECK(read(path({{"Inbox.csv", "broken"}, {"messages.csv", messages()}})).mails.size() == 1);
        CHECK(read(path({{"messages.csv", messages()}, {"Inbox.csv", "broken"}})).mails.size() == 1);
    }
}

TEST_CASE("a copy of a pipe goes by the pipe's name, and nothing beside it belongs to it") {
    const Folder folder;
    folder.put("Connections.csv", connections);
    CHECK_FALSE(is_free(read(folder.put("7", messages()), "standard input")));
    CHECK(read(folder.put_zip("8", {{"messages.csv", messages()}}), "standard input").mails.size() == 1);
    CHECK_THAT(refusal_of([&] { (void)read(folder.put("9", ""), "standard input"); }),
               Catch::Contains("standard input is empty"));
    CHECK_THAT(refusal_of([&] { (void)read(folder.put("9", "x\n"), "the pipe"); }),
               Catch::Contains("the pipe is not a messages.csv"));
    CHECK_THAT(refusal_of([&] { (void)read(folder.put("9", "PK\x03\x04x"), "the pipe"); }),
               Catch::Contains("the pipe is a damaged"));
}

TEST_CASE("every file of an archive is read in any encoding and with any separator") {
    const auto with_tabs = [](std::string csv) {
        std::replace(csv.begin(), csv.end(), ',', '\t');
        return csv;
    };
    const auto wide = [](const std::string& csv) { return utf16(u"\uFEFF" + std::u16string(csv.begin(), csv.end())); };
    const std::string notes = "Notes:\n\"A sentence, with a comma\"\n\n";
    const std::pair<std::string, std::string> files[] = {
        {wide(messages()), wide(connections)},
        {with_tabs(messages()), with_tabs(connections)},
        {wide(with_tabs(messages())), notes + with_tabs(connections)},
        {"sep=,\n" + messages(), "sep=\t\n" + notes + with_tabs(connections)},
    };
    for (const auto& [csv, beside] : files) {
        INFO(csv.substr(0, 40));
        const Folder folder;
        folder.put("messages.csv", csv);
        folder.put("Connections.csv", beside);
        const auto reading = read(folder.path());
        CHECK(reading.rejected.empty());
        CHECK(is_free(reading));
    }
}
