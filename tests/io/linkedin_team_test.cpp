#include "linkedin_support.hpp"
#include "support/catch.hpp"

using namespace inmail::io;
using namespace inmail::io::test;

namespace {

std::string messages() { return bytes_of(fixture("messages_2026_allquoted_multiline.csv")); }

std::vector<std::string> handles_of(const std::filesystem::path& path) {
    std::vector<std::string> handles;
    for (const auto& archive : archives_of_team(path)) handles.push_back(archive.handle);
    return handles;
}

}  // namespace

TEST_CASE("a folder of archives that are named by handle is a team") {
    const Folder folder;
    folder.put("ana/messages.csv", messages());
    (void)folder.put_zip("Ben.zip", {{"messages.csv", messages()}});
    folder.put("cem.k/Basic_LinkedInDataExport_04-17-2026/messages.csv", messages());
    folder.put("dot/Connections.csv", "x");  // without messages, which is refused when it is read
    folder.put("notes/readme.txt", "x");
    folder.put("seats.csv", "x");
    folder.put(".cache/messages.csv", messages());
    CHECK(handles_of(folder.path()) == std::vector<std::string>{"ana", "ben", "cem.k", "dot"});
    for (const auto& archive : archives_of_team(folder.path())) {
        INFO(archive.handle);
        if (archive.handle == "dot")
            CHECK_THAT(refusal_of_archive(archive.path), Catch::Contains("only Connections.csv"));
        else
            CHECK(read_linkedin_archive(archive.path, {}).mails.size() == 4);
    }
}

TEST_CASE("one archive, or none, is no team") {
    const Folder folder;
    CHECK(handles_of(folder.path()).empty());
    CHECK(handles_of(folder.path() / "missing").empty());
    const auto file = folder.put("one/messages.csv", messages());
    CHECK(handles_of(file).empty());
    CHECK(handles_of(folder.path() / "one").empty());
}

TEST_CASE("a folder with one export under LinkedIn's name is that archive") {
    const Folder folder;
    (void)folder.put_zip("Basic_LinkedInDataExport_04-17-2026.zip", {{"messages.csv", messages()}});
    CHECK(handles_of(folder.path()).empty());
    CHECK(read_linkedin_archive(folder.path(), {}).mails.size() == 4);

    (void)folder.put_zip("Complete_LinkedInDataExport_05-17-2026.zip", {{"messages.csv", messages()}});
    CHECK_THAT(refusal_of_archive(folder.path()), Catch::Contains("holds 2 exports") && Catch::Contains("one by one"));
}

TEST_CASE("archives are refused unless each is named after a seat of its own") {
    const Folder folder;
    folder.put("ana/messages.csv", messages());
    folder.put("Ana Ruiz/messages.csv", messages());
    CHECK_THAT(refusal_of([&] { (void)archives_of_team(folder.path()); }), Catch::Contains("not named after a seat"));

    const Folder twice;
    twice.put("ana/messages.csv", messages());
    (void)twice.put_zip("ANA.zip", {{"messages.csv", messages()}});
    CHECK_THAT(refusal_of([&] { (void)archives_of_team(twice.path()); }), Catch::Contains("both named after the seat ana"));
}
