#include "import/waiting_rows.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "import/fingerprints.hpp"
#include "inmail/chain/event_record.hpp"
#include "spooled_texts.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::app;

TEST_CASE("a row of a table waits with all that it says") {
    WaitingRow row;
    EventRecord& record = row.event.record;
    record.at = Instant{1'772'442'845'123};
    record.bare_date = Instant{1'772'409'600'000};
    record.kind = EventKind::reply;
    record.seat = "ana";
    record.prospect = "pia-\u00f6rnfeldt";
    record.first_spelling = "in/pia-\u00f6rnfeldt";
    record.channel = Channel::email;
    record.outcome = Outcome::declined;
    record.thread = "2-abc";
    record.campaign = "spring";
    record.note = std::string("a\0b", 3);
    record.key = "crm:1:reply";
    record.key_is_derived = true;
    record.chars = 1900;
    record.line = 1'000'001;
    row.event.is_of_zone = true;
    row.event.row_key = "crm:1";
    row.event.prospect_flaw = ValueFlaw{FlawKind::not_one_of, "x", "y", 1, 2, 3, {"a", "b"}};
    row.shares_row = true;
    WaitingRows rows("a table");
    static_cast<void>(rows.add({}));
    const WaitingRow same = rows.at(rows.add(row));
    const EventRecord& read = same.event.record;
    CHECK(same_content(read, record));
    CHECK(same_but_for_notes(read, record));
    CHECK(read.bare_date == record.bare_date);
    CHECK(read.first_spelling == record.first_spelling);
    CHECK(read.note == record.note);
    CHECK(read.key == record.key);
    CHECK(read.key_is_derived);
    CHECK(read.chars == record.chars);
    CHECK(read.line == record.line);
    CHECK(same.event.is_of_zone);
    CHECK(same.event.row_key == row.event.row_key);
    CHECK(same.event.prospect_flaw->choices == row.event.prospect_flaw->choices);
    CHECK(same.event.prospect_flaw->kind == FlawKind::not_one_of);
    CHECK(same.shares_row);
    const WaitingRow empty = rows.at(0);
    CHECK_FALSE(empty.event.record.channel);
    CHECK_FALSE(empty.event.prospect_flaw);
    CHECK_FALSE(empty.shares_row);
}

TEST_CASE("texts that wait in a file are found at their places, also while others are added") {
    constexpr std::size_t texts_of_three_megabytes = 12'000;
    const auto text_of = [](std::size_t i) { return std::to_string(i) + std::string(i % 700, 'x'); };
    SpooledTexts texts("a table");
    std::vector<std::uint64_t> places;
    for (std::size_t i = 0; i < texts_of_three_megabytes; ++i) {
        places.push_back(texts.add(text_of(i)));
        if (i % 1000 == 0) REQUIRE(texts.at(places[i / 2]) == text_of(i / 2));
    }
    for (std::size_t i = texts_of_three_megabytes; i-- > 0;) REQUIRE(texts.at(places[i]) == text_of(i));
    CHECK(texts.at(texts.add({})).empty());
}

TEST_CASE("texts that wait are passed in their order, however long they are") {
    const auto text_of = [](std::size_t i) { return std::to_string(i) + std::string(i % 100 == 7 ? 70'000 : i % 700, 'x'); };
    for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{5'000}}) {
        INFO(count << " texts");
        SpooledTexts texts("a report");
        for (std::size_t i = 0; i < count; ++i) texts.add(text_of(i));
        std::size_t passed = 0;
        texts.each([&](std::string_view text) { REQUIRE(text == text_of(passed++)); });
        CHECK(passed == count);
    }
}

TEST_CASE("a set of fingerprints knows what it holds") {
    constexpr Fingerprint count = 10'000;
    // They begin alike, so that they want the same places.
    const auto fingerprint = [](Fingerprint i) { return i << 20U; };
    FingerprintSet set;
    for (Fingerprint i = 0; i < count; ++i) REQUIRE(set.insert(fingerprint(i)));
    for (Fingerprint i = 0; i < count; ++i) REQUIRE_FALSE(set.insert(fingerprint(i)));
    CHECK(set.insert(1));
}
