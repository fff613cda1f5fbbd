// What an archive's receipts and registration say. All of it is invented.

#include <fmt/format.h>

#include "linkedin/receipts.hpp"
#include "linkedin_support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;
using namespace inmail::io::linkedin;
using namespace inmail::io::test;

namespace {

std::string receipts(const std::string& rows) {
    return "Order Number,Transaction Made At,Payment Method,Description,Tax Amount,Sub Total,Total Amount,Currency Code\n" + rows;
}

std::vector<std::string> lines_of(const std::vector<AccountFact>& facts) {
    std::vector<std::string> lines;
    for (const auto& fact : facts) {
        lines.push_back(fmt::format("{} {} {} '{}' {}", fact.line, fact.day ? to_string(*fact.day) : "-", fact.credits.value,
                                    fact.description, fact.paid ? to_decimal(*fact.paid) + fact.paid->currency : "-"));
    }
    return lines;
}

}  // namespace

TEST_CASE("a description sells InMail credits if it says nothing else") {
    struct Case {
        std::string description;
        std::int64_t credits;
    };
    const Case cases[] = {
        {"10 InMail credits", 10},
        {"InMail Credits (10)", 10},
        {"5 x InMail", 5},
        {"1 InMail Credit", 1},
        {"Additional LinkedIn InMails: 20", 20},
        {"INMAIL 10 PACK", 10},
        {"pack of 3 inmail messages", 3},
        {"InMail credits", 0},
        {"10 credits", 0},
        {"Sales Navigator Core with 50 InMail credits", 0},
        {"10 InMail credits, 2 months", 0},
        {"10-20 InMail credits", 0},
        {"0 InMail credits", 0},
        {"10.5 InMail credits", 0},
        {"Jos\xE9 10 InMail", 0},
        {"", 0},
    };
    for (const auto& c : cases) {
        INFO(c.description);
        CHECK(credits_sold(c.description).value == c.credits);
    }
}

TEST_CASE("receipts are read with their days, credits and money") {
    const auto facts =
        read_receipts(in_memory(receipts("1,\"3/3/26, 9:15 AM\",Visa,10 InMail credits,0.00,100.00,100.00,USD\n"
                                         "2,2026-01-05 08:00:00 UTC,Visa,Sales Navigator Core,19.00,99.99,118.99,EUR\n"
                                         "\n,,,,,,,\n"
                                         "3,yesterday,Visa,10 InMail credits,0,1,1,USD\n"
                                         "4,2026-02-05,Visa,5 InMail credits,0,-50,-50.00,USD\n"
                                         "5,2026-02-06,Visa,5 InMail credits,0,,\"50,00\",\n"
                                         "6,too few\n"),
                                "Receipts_v2.csv"));
    CHECK(lines_of(facts) == std::vector<std::string>{"2 2026-03-03 10 '10 InMail credits' 100.00USD",
                                                      "3 2026-01-05 0 'Sales Navigator Core' 118.99EUR",
                                                      "6 - 10 '10 InMail credits' 1.00USD", "7 - 5 '5 InMail credits' -",
                                                      "8 2026-02-06 5 '5 InMail credits' -", "9 - 0 '' -"});
}

TEST_CASE("receipts are read in UTF-16 and with semicolons, and other files are none") {
    const std::string csv =
        "Transaction Made At;Description;Total Amount;Currency Code\n2026-03-03;10 InMail credits;100.00;USD\n";
    for (const std::string& bytes : {csv, utf16(u"\uFEFF" + std::u16string(csv.begin(), csv.end())), "sep=;\n" + csv}) {
        const auto facts = read_receipts(in_memory(bytes, "Receipts_v2.csv"));
        REQUIRE(facts.size() == 1);
        CHECK(facts[0].credits == Credits{10});
    }
    CHECK(read_receipts(in_memory("", "Receipts_v2.csv")).empty());
    CHECK(read_receipts(in_memory("a,b\n1,2\n", "Receipts_v2.csv")).empty());
}

TEST_CASE("a registration names subscription types, each with its day") {
    const auto facts = read_registration(in_memory(
        "Registered At,Registration Ip,Subscription Types\n\"1/5/26, 9:00 AM\",192.0.2.1,\"Premium Career; Recruiter Lite\"\n",
        "Registration.csv"));
    CHECK(lines_of(facts) == std::vector<std::string>{"2 2026-01-05 0 'Premium Career' -", "2 2026-01-05 0 'Recruiter Lite' -"});
    CHECK(read_registration(
              in_memory("Registered At,Registration Ip,Subscription Types\n2026-01-05,192.0.2.1,\n", "Registration.csv"))
              .empty());
}

TEST_CASE("an archive brings what its account's files say, from a folder and from a zip") {
    const std::string csv = messages_csv({{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"}});
    const std::string receipt = receipts("1,2026-03-03,Visa,10 InMail credits,0,100.00,100.00,USD\n");
    const std::string registration = "Registered At,Registration Ip,Subscription Types\n2026-01-05,192.0.2.1,Premium Career\n";
    const Folder folder;
    folder.put("in/messages.csv", csv);
    folder.put("in/receipts_v2.csv", receipt);
    folder.put("in/Registration.csv", registration);
    const auto zip =
        folder.put_zip("export.zip", {{"messages.csv", csv}, {"Receipts_v2.csv", receipt}, {"Registration.csv", registration}});
    for (const auto& path : {folder.path() / "in", zip}) {
        INFO(path);
        ArchiveOptions options;
        options.owner = "Ana Ruiz";
        CHECK(read_linkedin_archive(path, options).account_facts.size() == 2);
    }
}

TEST_CASE("account files that cannot be read, or come twice, keep nobody from an import") {
    const std::string csv = messages_csv({{"1", "Ana Ruiz", "Cy Dee", "2026-03-04 09:00:00", "Hi"}});
    ArchiveOptions options;
    options.owner = "Ana Ruiz";
    struct Case {
        std::string bytes;
        std::size_t warnings;
    };
    for (const auto& c : {Case{"%PDF-1.7", 1}, Case{std::string("a\0b", 3), 1}, Case{"", 0}, Case{"x,y\n1,2\n", 0}}) {
        INFO(c.bytes);
        const Folder folder;
        folder.put("messages.csv", csv);
        folder.put("Receipts_v2.csv", c.bytes);
        folder.put("Receipts_v2 (1).csv", c.bytes);
        folder.put("Registration.csv", "");
        const auto reading = read_linkedin_archive(folder.path(), options);
        CHECK(reading.mails.size() == 1);
        CHECK(reading.account_facts.empty());
        CHECK(reading.warnings.size() == c.warnings);
    }
}
