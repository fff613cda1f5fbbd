#include <fmt/format.h>
#include <sys/resource.h>

#include <fstream>

#include "inmail/chain/event_record.hpp"
#include "linkedin_support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;
using namespace inmail::io::test;

namespace {

long peak_memory_kib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/// Rows that became a mail, were rejected, were left out or are duplicates.
std::int64_t rows_accounted_for(const ArchiveContents& reading) {
    auto rows = static_cast<std::int64_t>(reading.mails.size() + reading.rejected.size()) + reading.duplicates;
    for (const auto& left_out : reading.left_out) rows += static_cast<std::int64_t>(left_out.lines.size());
    return rows;
}

}  // namespace

TEST_CASE("of 20,000 rows with long texts each is accounted for once, in memory that does not grow with the texts") {
    constexpr std::int64_t conversations = 10'000;
    const Folder folder;
    const auto path = folder.path() / "messages.csv";
    {
        std::ofstream out(path, std::ios::binary);
        const std::string text(5'000, 'x');  // 100 MB in all
        for (std::int64_t i = 0; i < conversations; ++i) {
            const std::string them = fmt::format("Cy Dee{}", i);
            const auto csv =
                messages_csv({{fmt::format("2-c{}", i), "Ana Ruiz", them, fmt::format("2026-03-{:02} 09:00:00", i % 28 + 1),
                               i % 2 == 0 ? "Hi" : "", "", "INBOX", text},
                              {fmt::format("2-c{}", i), them, "Ana Ruiz", fmt::format("2026-04-{:02} 09:00:00", i % 28 + 1), "",
                               "", "INBOX", text}});
            out << (i == 0 ? csv : csv.substr(csv.find('\n') + 1));
        }
    }
    std::int64_t read = 0;
    std::int64_t total = 0;
    ArchiveOptions options;
    std::int64_t rows = 0;
    options.progress = [&](const ReadProgress& progress) {
        CHECK(progress.bytes >= read);
        CHECK(progress.rows >= rows);
        rows = progress.rows;
        read = progress.bytes;
        total = progress.bytes_in_all;
    };
    const long before = peak_memory_kib();
    const auto reading = read_linkedin_archive(path, options);
    const long grown = peak_memory_kib() - before;

    CHECK(reading.owner == "ana-ruiz");
    CHECK(reading.rows == 2 * conversations);
    CHECK(reading.mails.size() == conversations);  // half of the conversations: a send and a reply
    CHECK(rows_accounted_for(reading) == reading.rows);
    CHECK(read == total);
    CHECK(total == static_cast<std::int64_t>(std::filesystem::file_size(path)));
#ifndef INMAIL_SANITIZED
    constexpr long a_third_of_the_texts_kib = 32 * 1024L;
    CHECK(grown < a_third_of_the_texts_kib);
#else
    (void)grown;
#endif
}

TEST_CASE("an archive whose rows are all bad lists every one") {
    const Folder folder;
    const auto reading = read_linkedin_archive(folder.put("messages.csv", "FROM,TO,DATE,SUBJECT\na,b,never,x\nc,d\n"), {});
    CHECK(reading.rows == 2);
    CHECK(reading.owner.empty());
    CHECK(rejected(reading) == std::vector<std::string>{"2 DATE", "3 "});
}

TEST_CASE("a row without a usable name or conversation is rejected with its column") {
    const std::string csv =
        messages_csv({{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"},
                      {"", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"},
                      {"3", "Ana Ruiz", "Cy\aDee", "2026-03-04 09:00:00", "Hi"},
                      {"4", "Ana Ruiz", std::string(600, 'x'), "2026-03-04 09:00:00", "Hi", "", "INBOX", "x", false}});
    const Folder folder;
    ArchiveOptions options;
    options.owner = "Ana Ruiz";
    const auto reading = read_linkedin_archive(folder.put("messages.csv", csv), options);
    CHECK(reading.mails.size() == 1);
    CHECK(rejected(reading) == std::vector<std::string>{"3 CONVERSATION ID", "4 TO", "5 TO"});
    CHECK(rows_accounted_for(reading) == reading.rows);
}

TEST_CASE("conversation ids that no key can hold are distinguished by their digests") {
    const std::string longest(300, 'a');
    const auto reading = read_messages_of_ana({{longest + "1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"},
                                               {longest + "2", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"},
                                               {"with space", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"}});
    REQUIRE(reading.mails.size() == 3);
    CHECK(reading.mails[0].key != reading.mails[1].key);
    for (const auto& mail : reading.mails) {
        CHECK(mail.key.size() <= max_key_bytes);
        CHECK_THAT(mail.thread, Catch::Matches("~[0-9a-f]{24}"));
    }
}
