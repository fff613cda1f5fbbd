// Rows without a key (INTERFACE, key): a file that is imported again, alone or with more rows, brings each of its events once.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "app/ledger_fixture.hpp"
#include "inmail/app/import/import.hpp"
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

/// How many sends are recorded of each instant, each of which must have the keys of the first ordinals.
std::map<Instant, int> sends(test::ToldLedger& ledger) {
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

TEST_CASE("rows that tell the same are counted, whatever their notes say") {
    test::ToldLedger ledger;
    ledger.tell(header + std::string(subscribe) + send(1) + send(1, "second") + send(2) + send(1));
    const std::map<Instant, int> told{{test::at("2026-01-02T09:01:00Z"), 3}, {test::at("2026-01-02T09:02:00Z"), 1}};
    CHECK(sends(ledger) == told);
}

TEST_CASE("of rows that tell the same, the ledger has as many as the file that has most of them") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto below = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };

    test::ToldLedger ledger;
    ledger.tell(header + std::string(subscribe));
    std::map<Instant, int> most;
    for (int file = 0; file < 8; ++file) {
        // Most rows of one kind are told once or twice, some many times: each ordinal is found among those before it.
        std::vector<int> minutes;
        for (int minute = 0; minute < 6; ++minute)
            minutes.insert(minutes.end(), static_cast<std::size_t>(below(2) * below(40)), minute);
        std::shuffle(minutes.begin(), minutes.end(), random);
        std::string csv = header;
        std::map<Instant, int> counts;
        for (const int minute : minutes) {
            csv += send(minute, fmt::format("file {}", file));
            ++counts[test::at(fmt::format("2026-01-02T09:{:02}:00Z", minute))];
        }
        ledger.tell(csv);
        for (const auto& [at, count] : counts) most[at] = std::max(most[at], count);
        CHECK(sends(ledger) == most);
    }
}

TEST_CASE("a row that has the key of one without is that one") {
    test::ToldLedger ledger;
    ledger.tell(header + std::string(subscribe) + send(1) + send(1));
    std::string keyed = "at,event,seat,prospect,key\n";
    ledger.store().read_records({}, [&](const RecordedEvent& e) {
        if (e.kind == EventKind::send) keyed += fmt::format("{},send,ana,bob,{}\n", to_rfc3339(e.at), e.key);
    });
    // Those with keys take none away from those without: the file tells two sends, twice.
    ledger.tell(keyed + "2026-01-02T09:01:00Z,send,ana,bob,\n2026-01-02T09:01:00Z,send,ana,bob,\n");
    const std::map<Instant, int> told{{test::at("2026-01-02T09:01:00Z"), 2}};
    CHECK(sends(ledger) == told);
}

TEST_CASE("rows that tell the same have their ordinals in the order of the file, whatever becomes of them") {
    // Each has two rows that tell the same, with these notes: one has the first key, the other the second.
    struct File {
        std::string csv;
        std::string first, second;  ///< empty: comes to no event
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
        test::ToldLedger ledger;
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
