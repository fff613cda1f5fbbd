// Rows without a key: importing a file again, alone or with more rows, records each of its events once.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "app/ledger_fixture.hpp"
#include "inmail/app/import/import_events.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/row_key.hpp"
#include "inmail/io/zone.hpp"
#include "support/catch.hpp"

namespace inmail::app {
namespace {

constexpr const char* header = "at,event,seat,plan,prospect,note\n";
constexpr const char* subscribe = "2026-01-01,subscribe,ana,sales-navigator-core,,\n";

std::string send(int minute, const std::string& note = {}) {
    return fmt::format("2026-01-02T09:{:02}:00Z,send,ana,,bob,{}\n", minute, note);
}

/// The number of sends recorded at each instant. Checks that their keys are those of ordinals 1, 2, 3 and so on.
std::map<Instant, int> sends(test::LedgerFixture& ledger) {
    std::map<Instant, std::vector<EventRecord>> alike;
    ledger.store().read_records({}, [&](const RecordedEvent& e) {
        if (e.kind == EventKind::send) alike[e.at].push_back(e);
    });
    std::map<Instant, int> counts;
    for (const auto& [at, events] : alike) {
        std::vector<std::string> keys;
        std::vector<std::string> wanted;
        for (const auto& event : events) {
            keys.push_back(event.key);
            wanted.push_back(RowKey(event).of_ordinal(static_cast<std::int64_t>(keys.size())));
        }
        CHECK(keys == wanted);
        counts[at] = static_cast<int>(events.size());
    }
    return counts;
}

}  // namespace

TEST_CASE("equal rows are counted, whatever their notes say") {
    test::LedgerFixture ledger;
    ledger.record(header + std::string(subscribe) + send(1) + send(1, "second") + send(2) + send(1));
    const std::map<Instant, int> expected{{test::at("2026-01-02T09:01:00Z"), 3}, {test::at("2026-01-02T09:02:00Z"), 1}};
    CHECK(sends(ledger) == expected);
}

TEST_CASE("the ledger has as many of equal rows as the file with the most of them") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto below = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };

    test::LedgerFixture ledger;
    ledger.record(header + std::string(subscribe));
    std::map<Instant, int> most;
    for (int file = 0; file < 8; ++file) {
        // Of each row, none or up to 39 copies: each ordinal is looked for among those recorded before.
        std::vector<int> minutes;
        for (int minute = 0; minute < 6; ++minute)
            minutes.insert(minutes.end(), static_cast<std::size_t>(below(2)) * static_cast<std::size_t>(below(40)), minute);
        std::shuffle(minutes.begin(), minutes.end(), random);
        std::string csv = header;
        std::map<Instant, int> counts;
        for (const int minute : minutes) {
            csv += send(minute, fmt::format("file {}", file));
            ++counts[test::at(fmt::format("2026-01-02T09:{:02}:00Z", minute))];
        }
        ledger.record(csv);
        for (const auto& [at, count] : counts) most[at] = std::max(most[at], count);
        CHECK(sends(ledger) == most);
    }
}

TEST_CASE("a row with a derived key as its key is the row that the key was derived from") {
    test::LedgerFixture ledger;
    ledger.record(header + std::string(subscribe) + send(1) + send(1));
    std::string keyed = "at,event,seat,prospect,key\n";
    ledger.store().read_records({}, [&](const RecordedEvent& e) {
        if (e.kind == EventKind::send) keyed += fmt::format("{},send,ana,bob,{}\n", to_rfc3339(e.at), e.key);
    });
    // The file has the two sends twice, with keys and without. Rows with keys use up no ordinals.
    ledger.record(keyed + "2026-01-02T09:01:00Z,send,ana,bob,\n2026-01-02T09:01:00Z,send,ana,bob,\n");
    const std::map<Instant, int> expected{{test::at("2026-01-02T09:01:00Z"), 2}};
    CHECK(sends(ledger) == expected);
}

TEST_CASE("equal rows get their ordinals in the order of the file, even if one is left out") {
    // Each file has two equal rows that differ in their notes. `first` is the note of the row with ordinal 1, `second` of 2.
    struct File {
        std::string csv;
        std::string first, second;  ///< empty: the row is not recorded
    };
    const File files[] = {
        {"at,event,seat,plan,prospect,recorded_at,note\n2026-01-01,subscribe,ana,sales-navigator-core,,2026-02-01T00:00:00Z,"
         "\n2026-01-02,send,ana,,bob,2026-02-01T00:00:00Z,\n"
         "2026-01-03,reply,ana,,bob,2026-02-03T00:00:00Z,known later\n2026-01-03,reply,ana,,bob,2026-02-02T00:00:00Z,known "
         "first\n",
         "known later", "known first"},
        {"at,event,seat,plan,prospect,key,ref,note\n2026-01-01,subscribe,ana,sales-navigator-core,,,,\n2026-01-03,void,,,,,k1,"
         "stands before\n"
         "2026-01-02,send,ana,,bob,k1,,\n2026-01-03,void,,,,,k1,stands behind\n",
         "stands before", "stands behind"},
        {"at,event,seat,plan,figures,note\n2026-01-01,subscribe,ana,sales-navigator-core,,\n2026-02-01,rollover,ana,,,left out\n"
         "2026-02-01,rollover,ana,,allotted=50;granted=50;forfeited=0;expired=0;available=100,kept\n",
         "", "kept"},
        {"at,event,seat,plan,rulebook,note\n2026-01-01,subscribe,ana,sales-navigator-core,bogus,rejected\n2026-01-01,subscribe,"
         "ana,sales-navigator-core,,kept\n",
         "", "kept"},
    };
    for (const File& file : files) {
        INFO(file.csv);
        test::LedgerFixture ledger;
        for (int time = 0; time < 2; ++time) {
            std::istringstream in(file.csv);
            ImportOptions options;
            options.now = test::at("2030-01-01");
            options.skip_invalid = true;
            const ImportResult result = import_events(ledger.store(), in, "test", io::Zone::named("UTC"), options);
            CHECK((result.recorded == 0) == (time == 1));
            for (const auto& warning : result.warnings)
                CHECK_FALSE(std::holds_alternative<import_warning::KnownInOtherWords>(warning.what));
        }
        std::map<std::string, std::string> notes;
        ledger.store().read_records({}, [&](const RecordedEvent& e) {
            for (int n = 1; n <= 2; ++n) {
                if (e.key == RowKey(e).of_ordinal(n)) notes[n == 1 ? "first" : "second"] += e.note;
            }
        });
        CHECK(notes["first"] == file.first);
        CHECK(notes["second"] == file.second);
    }
}

}  // namespace inmail::app
