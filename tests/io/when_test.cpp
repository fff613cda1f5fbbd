#include "inmail/io/when.hpp"

#include "inmail/render/errors.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;

namespace {

const Instant now = *parse_rfc3339("2026-03-14T02:30:00Z");  // still the 13th in New York, already the 14th in Paris and Tokyo

}  // namespace

TEST_CASE("a time is read as people type it (RULES section 2)") {
    struct Row {
        const char* text;
        const char* zone;
        const char* at;
        bool whole_day;
    };
    const Row rows[] = {
        {"2026-03-14T09:30:00Z", "UTC", "2026-03-14T09:30:00Z", false},
        {"2026-03-14T09:30:00+01:00", "America/New_York", "2026-03-14T08:30:00Z", false},
        {"2026-03-14", "UTC", "2026-03-14T00:00:00Z", true},
        {"2026-03-14", "America/New_York", "2026-03-14T00:00:00Z", true},  // a date is a UTC day in any zone
        {"2026-03-14 09:30", "UTC", "2026-03-14T09:30:00Z", false},
        {"2026-03-14 09:30", "Europe/Paris", "2026-03-14T08:30:00Z", false},
        {"2026-07-14T09:30:15.1239", "Europe/Paris", "2026-07-14T07:30:15.123Z", false},
        {"2026-03-14 00:30", "Asia/Tokyo", "2026-03-13T15:30:00Z", false},
        {"today", "UTC", "2026-03-14T00:00:00Z", true},
        {"today", "America/New_York", "2026-03-13T00:00:00Z", true},
        {"today", "Asia/Tokyo", "2026-03-14T00:00:00Z", true},
        {"yesterday", "UTC", "2026-03-13T00:00:00Z", true},
        {"yesterday", "America/New_York", "2026-03-12T00:00:00Z", true},
        {"-3d", "UTC", "2026-03-11T00:00:00Z", true},
        {"-0d", "UTC", "2026-03-14T00:00:00Z", true},
        {"-3d", "America/New_York", "2026-03-10T00:00:00Z", true},
        {"-3650d", "UTC", "2016-03-16T00:00:00Z", true},
    };
    for (const auto& row : rows) {
        INFO(row.text << " in " << row.zone);
        const auto when = parse_when(row.text, now, Zone::named(row.zone));
        REQUIRE(when);
        CHECK(to_rfc3339(when->at) == row.at);
        CHECK(when->whole_day == row.whole_day);
    }
}

TEST_CASE("today is the date in the display zone, east and west of UTC (RULES section 2)") {
    const Instant module = *parse_rfc3339("2026-03-14T23:30:00Z");
    CHECK(to_rfc3339(parse_when("today", module, Zone::named("Asia/Tokyo"))->at) == "2026-03-15T00:00:00Z");
    CHECK(to_rfc3339(parse_when("today", module, Zone::named("America/New_York"))->at) == "2026-03-14T00:00:00Z");
}

TEST_CASE("as of a date means its last millisecond (RULES section 2)") {
    CHECK(to_rfc3339(parse_when("2026-01-31", now, Zone())->inclusive()) == "2026-01-31T23:59:59.999Z");
    CHECK(to_rfc3339(parse_when("2026-01-31T00:00:00Z", now, Zone())->inclusive()) == "2026-01-31T00:00:00Z");
}

TEST_CASE("text that is no time is refused with the reason") {
    struct Row {
        const char* text;
        const char* why;
    };
    const Row rows[] = {
        {"", "a time is needed"},
        {"2026-02-30", "'2026-02-30' is not a date in the calendar"},
        {"2026-02-30 09:30", "'2026-02-30' is not a date in the calendar"},
        {"2025-02-29", "is not a date in the calendar"},
        {"2026-00-10", "is not a date in the calendar"},
        {"0000-01-01", "outside the years 1970 to 2199"},
        {"1969-12-31", "outside the years 1970 to 2199"},
        {"2200-01-01", "outside the years 1970 to 2199"},
        {"2026-03-14x", "as a time: write 09:30"},
        {"2026-03-14 24:00", "as a time: write 09:30"},
        {"2026-03-14 09:30 junk", "as a time: write 09:30"},
        {"2026-03-14T09:30:00+1:00", "as a time: write 09:30"},
        {"26-03-14", "write 2026-03-14"},
        {"3/14/2026", "write 2026-03-14"},
        {"14.03.2026", "write 2026-03-14"},
        {"09:30", "write 2026-03-14"},
        {"tomorrow", "write 2026-03-14"},
        {"Today", "write 2026-03-14"},
        {"3d", "write 2026-03-14"},
        {"-d", "write 2026-03-14"},
        {"--3d", "write 2026-03-14"},
        {"-3651d", "write 2026-03-14"},
        {"-99999999999999d", "write 2026-03-14"},
        {"\x1b[31m", "cannot read '\\x1b[31m' as a time"},
    };
    for (const auto& row : rows) {
        INFO(row.text);
        const auto when = parse_when(row.text, now, Zone());
        REQUIRE_FALSE(when);
        INFO(render::flaw_words(when.flaw()));
        CHECK(render::flaw_words(when.flaw()).find(row.why) != std::string::npos);
    }
    const auto before_1970 = parse_when("-30d", *parse_rfc3339("1970-01-15T00:00:00Z"), Zone());
    REQUIRE_FALSE(before_1970);
    CHECK(render::flaw_words(before_1970.flaw()).find("outside the years") != std::string::npos);
}

TEST_CASE("a row's time does not depend on today") {
    for (const auto* text : {"today", "yesterday", "-3d"}) CHECK_FALSE(parse_row_time(text, Zone()));
    CHECK(parse_row_time("2026-03-14", Zone())->whole_day);
}

TEST_CASE("a span is a whole number of days or weeks") {
    struct Row {
        const char* text;
        std::int64_t in_days;
    };
    for (const auto& row :
         {Row{"30d", 30}, Row{"2w", 14}, Row{"30", 30}, Row{"0", 0}, Row{"0d", 0}, Row{"3650d", 3650}, Row{"521w", 3647}}) {
        INFO(row.text);
        const auto span = parse_days(row.text);
        REQUIRE(span);
        CHECK(*span == days(row.in_days));
    }
    for (const auto* text :
         {"", "d", "w", "-1", "-1d", "-0", "+3", "1.5d", "3 d", " 3", "3dd", "3m", "3651", "522w", "99999999999", "d3"}) {
        INFO(text);
        CHECK_FALSE(parse_days(text));
    }
}
