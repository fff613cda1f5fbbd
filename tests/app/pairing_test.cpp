#include "import/pairing.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "import/matching.hpp"
#include "inmail/io/zone.hpp"
#include "ledger_fixture.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::app;
using inmail::test::at;

namespace {

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

struct Case {
    std::string what;
    std::string zone;
    std::vector<std::string> archived;  ///< by LinkedIn: instants
    std::vector<std::string> logged;    ///< instants, or dates alone
    Pairs pairs;
};

const std::vector<Case> cases{
    {"late by hours", "UTC", {"2026-09-03T10:00:00Z"}, {"2026-09-03T13:10:00Z"}, {{0, 0}}},
    {"the next morning", "UTC", {"2026-09-03T10:00:00Z"}, {"2026-09-04T08:00:00Z"}, {{0, 0}}},
    {"a day to the second", "UTC", {"2026-09-03T10:00:00Z"}, {"2026-09-04T10:00:00Z"}, {{0, 0}}},
    {"a second more than a day", "UTC", {"2026-09-03T10:00:00Z"}, {"2026-09-04T10:00:01Z"}, {}},
    {"a clock that was fast", "UTC", {"2026-09-03T10:00:00Z"}, {"2026-09-02T11:00:00Z"}, {{0, 0}}},

    {"a date west of UTC", "America/Los_Angeles", {"2026-09-04T03:00:00Z"}, {"2026-09-03"}, {{0, 0}}},
    {"a date west of UTC, a day after its end", "America/Los_Angeles", {"2026-09-05T06:59:59Z"}, {"2026-09-03"}, {{0, 0}}},
    {"a date west of UTC, more than a day after its end", "America/Los_Angeles", {"2026-09-05T07:00:00Z"}, {"2026-09-03"}, {}},
    {"a date east of UTC", "Asia/Tokyo", {"2026-09-02T15:30:00Z"}, {"2026-09-03"}, {{0, 0}}},
    {"a date east of UTC, a day before it", "Asia/Tokyo", {"2026-09-01T15:00:00Z"}, {"2026-09-03"}, {{0, 0}}},
    {"a date east of UTC, more than a day before it", "Asia/Tokyo", {"2026-09-01T14:59:59Z"}, {"2026-09-03"}, {}},
    {"the day on which clocks change", "Europe/Berlin", {"2026-03-30T21:59:00Z"}, {"2026-03-29"}, {{0, 0}}},
    {"a day whose midnight is skipped", "America/Santiago", {"2026-09-06T04:00:00Z"}, {"2026-09-06"}, {{0, 0}}},

    {"two evenings, only dates",
     "UTC",
     {"2026-09-03T23:00:00Z", "2026-09-04T23:00:00Z"},
     {"2026-09-03", "2026-09-04"},
     {{0, 0}, {1, 1}}},
    {"two evenings, logged the mornings after",
     "UTC",
     {"2026-09-03T23:00:00Z", "2026-09-04T23:00:00Z"},
     {"2026-09-04T08:00:00Z", "2026-09-05T08:00:00Z"},
     {{0, 0}, {1, 1}}},
    {"as many as can be, not the nearest first",
     "UTC",
     {"2026-09-03T00:30:00Z", "2026-09-03T21:00:00Z"},
     {"2026-09-03T20:00:00Z", "2026-09-04T16:00:00Z"},
     {{0, 0}, {1, 1}}},
    {"of two on one day the date is the one of that day",
     "UTC",
     {"2026-09-03T20:00:00Z"},
     {"2026-09-04T01:00:00Z", "2026-09-03T09:00:00Z"},
     {{0, 1}}},
    {"the local date counts",
     "America/Los_Angeles",
     {"2026-09-04T03:00:00Z"},
     {"2026-09-04T08:00:00Z", "2026-09-03T15:00:00Z"},
     {{0, 1}}},
    {"of one date the nearest",
     "UTC",
     {"2026-09-03T10:00:00Z"},
     {"2026-09-03T07:00:00Z", "2026-09-03T12:00:00Z", "2026-09-03T19:00:00Z"},
     {{0, 1}}},
    {"in any order of the lists",
     "UTC",
     {"2026-09-09T10:00:00Z", "2026-09-03T10:00:00Z"},
     {"2026-09-03T11:00:00Z", "2026-09-09T11:00:00Z"},
     {{0, 1}, {1, 0}}},
    {"what nobody logged",
     "UTC",
     {"2026-09-01T10:00:00Z", "2026-09-03T10:00:00Z", "2026-09-05T10:00:01Z"},
     {"2026-09-03T11:00:00Z"},
     {{1, 0}}},
    {"what LinkedIn does not tell",
     "UTC",
     {"2026-09-03T10:00:00Z"},
     {"2026-09-01T11:00:00Z", "2026-09-03T11:00:00Z", "2026-09-05T11:00:00Z"},
     {{0, 1}}},
    {"a date across a time",
     "UTC",
     {"2026-09-03T08:00:00Z", "2026-09-04T20:00:00Z"},
     {"2026-09-03T09:00:00Z", "2026-09-03"},
     {{0, 0}, {1, 1}}},
    {"nothing", "UTC", {}, {"2026-09-03"}, {}},
};

std::vector<PossibleTime> times_of(const io::Zone& zone, const std::vector<std::string>& times) {
    std::vector<PossibleTime> all;
    for (const auto& time : times) all.push_back(time_of_record(zone, at(time)));
    return all;
}

Pairs sorted(const std::vector<MessagePair>& pairs) {
    Pairs all;
    for (const MessagePair& pair : pairs) all.emplace_back(pair.archived, pair.logged);
    std::sort(all.begin(), all.end());
    return all;
}

/// The most pairs that there are, tried one by one.
std::size_t most_pairs(const std::vector<PossibleTime>& archived, std::vector<PossibleTime> logged, std::size_t i = 0) {
    if (i == archived.size()) return 0;
    std::size_t most = most_pairs(archived, logged, i + 1);
    for (std::size_t j = 0; j < logged.size(); ++j) {
        const Duration apart = std::max(archived[i].from, logged[j].from) - std::min(archived[i].to, logged[j].to);
        if (apart > most_apart) continue;
        auto rest = logged;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(j));
        most = std::max(most, 1 + most_pairs(archived, rest, i + 1));
    }
    return most;
}

}  // namespace

TEST_CASE("messages in both lists are paired", "[pairing]") {
    for (const Case& c : cases) {
        CAPTURE(c.what);
        const io::Zone zone = io::Zone::named(c.zone);
        CHECK(sorted(pair_up(times_of(zone, c.archived), times_of(zone, c.logged))) == c.pairs);
    }
}

TEST_CASE("a pairing has as many pairs as any", "[pairing]") {
    const io::Zone zone = io::Zone::named("America/New_York");
    std::mt19937 dice(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same lists in every run
    std::uniform_int_distribution<int> some(0, 5);
    std::uniform_int_distribution<std::int64_t> hour(0, 120);
    for (int round = 0; round < 300; ++round) {
        std::vector<PossibleTime> archived;
        std::vector<PossibleTime> logged;
        const auto any_time = [&] { return at("2026-09-01") + Duration{hour(dice) * 3'600'000 + 1000}; };
        for (int n = some(dice); n > 0; --n) archived.push_back(time_of_instant(zone, any_time()));
        for (int n = some(dice); n > 0; --n)
            logged.push_back(some(dice) < 2 ? time_of_date(zone, day_of(any_time())) : time_of_instant(zone, any_time()));
        CAPTURE(round);
        CHECK(pair_up(archived, logged).size() == most_pairs(archived, logged));
    }
}

TEST_CASE("pairs that were pairs before stay, unless others make more", "[pairing]") {
    const io::Zone zone;
    const auto archived = times_of(zone, {"2026-09-03T10:00:00Z", "2026-09-03T21:00:00Z"});
    CHECK(sorted(pair_up(archived, times_of(zone, {"2026-09-03T10:30:00Z"}), {{1, 0}})) == Pairs{{1, 0}});
    CHECK(sorted(pair_up(archived, times_of(zone, {"2026-09-03T20:00:00Z", "2026-09-04T16:00:00Z"}), {{1, 0}})) ==
          Pairs{{0, 0}, {1, 1}});
}

TEST_CASE("what an import left over gets a pair if something new makes room", "[pairing]") {
    const io::Zone zone;
    const auto settled = [&zone](const std::vector<std::string>& times, std::size_t until) {
        auto all = times_of(zone, times);
        for (std::size_t i = 0; i < until; ++i) all[i].compared_for = 1;
        return all;
    };
    const std::vector<std::string> sent{"2026-09-02T12:00:00Z", "2026-09-03T14:00:00Z", "2026-09-03T17:00:00Z",
                                        "2026-09-04T20:00:00Z"};
    const std::vector<std::string> typed{"2026-09-03T11:24:00Z", "2026-09-05T11:37:00Z", "2026-09-04T13:47:00Z",
                                         "2026-09-04T13:49:00Z"};
    CHECK(sorted(pair_up(settled(sent, 3), settled(typed, 2), {{1, 0}})) == Pairs{{0, 0}, {1, 2}, {2, 3}, {3, 1}});
    CHECK(sorted(pair_up(settled({sent[0], sent[1]}, 2), settled({typed[0], "2026-09-04T12:00:00Z"}, 2), {{1, 0}})) ==
          Pairs{{1, 0}});
}

TEST_CASE("ten years of daily messages to one person are paired at once", "[pairing]") {
    const io::Zone zone;
    std::vector<PossibleTime> archived;
    std::vector<PossibleTime> logged;
    constexpr std::int64_t messages = 50'000;
    for (std::int64_t i = 0; i < messages; ++i) {
        const Instant sent = at("2016-01-01") + Duration{i * 6'000'000 + 1000};
        archived.push_back(time_of_instant(zone, sent));
        logged.push_back(time_of_instant(zone, sent + Duration{60'000}));
    }
    const auto pairs = pair_up(archived, logged);
    REQUIRE(pairs.size() == static_cast<std::size_t>(messages));
    CHECK(std::all_of(pairs.begin(), pairs.end(), [](const MessagePair& pair) { return pair.archived == pair.logged; }));
}

namespace {

ArchivedToMatch archived(const std::string& time, std::vector<std::string> people, EventKind kind = EventKind::send) {
    return {kind, time_of_instant(io::Zone{}, at(time)), std::move(people)};
}
LoggedToMatch logged(const std::string& time, const std::string& person, EventKind kind = EventKind::send) {
    return {kind, time_of_record(io::Zone{}, at(time)), person};
}
using Matches = std::vector<std::optional<std::size_t>>;

}  // namespace

TEST_CASE("messages are matched by kind and person", "[pairing]") {
    SECTION("under whatever key means the person") {
        CHECK(match({archived("2026-09-03T10:00:00Z", {"kei-tan", "kei tan"})}, {logged("2026-09-03", "kei tan")}) == Matches{0});
    }
    SECTION("not another person's") {
        CHECK(match({archived("2026-09-03T10:00:00Z", {"kei-tan"})}, {logged("2026-09-03", "kei-tan-2")}) ==
              Matches{std::nullopt});
    }
    SECTION("not of another kind") {
        CHECK(match({archived("2026-09-03T10:00:00Z", {"kei-tan"}, EventKind::reply)}, {logged("2026-09-03", "kei-tan")}) ==
              Matches{std::nullopt});
    }
    SECTION("a name that two people have goes to the one whose message is left over") {
        const std::vector<ArchivedToMatch> both{archived("2026-09-03T10:00:00Z", {"kei-tan", "kei tan"}),
                                                archived("2026-09-03T12:00:00Z", {"kei-tan-2", "kei tan"})};
        CHECK(match(both, {logged("2026-09-03T11:50:00Z", "kei tan"), logged("2026-09-03T12:00:00Z", "kei-tan-2")}) ==
              Matches{0, 1});
    }
}
