#include "inmail/io/when.hpp"

#include "inmail/io/typed_month.hpp"
#include "inmail/render/errors.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;

namespace {

const Instant now = *parse_rfc3339("2026-03-14T02:30:00Z");  // still the 13th in New York, already the 14th in Paris and Tokyo

}  // namespace

TEST_CASE("a time is read as people say it (RULES section 2)") {
    struct Row {
        const char* text;
        const char* now;
        const char* zone;
        const char* at;  // a date: the whole day
    };
    // Thursday in all three zones; just past midnight in Tokyo, where it is Friday; still Wednesday in Los Angeles.
    constexpr const char* thursday = "2026-11-26T16:45:00Z";
    constexpr const char* friday_in_tokyo = "2026-11-26T15:30:00Z";
    constexpr const char* wednesday_in_la = "2026-11-26T05:00:00Z";
    const Row rows[] = {
        // Instants, and dates with a time.
        {"2026-11-24T14:30:00Z", thursday, "Europe/Madrid", "2026-11-24T14:30:00Z"},
        {"2026-11-24T14:30Z", thursday, "Europe/Madrid", "2026-11-24T14:30:00Z"},
        {"2026-11-24T14:30:00+02:00", thursday, "America/Los_Angeles", "2026-11-24T12:30:00Z"},
        {"2026-11-24 14:30", thursday, "UTC", "2026-11-24T14:30:00Z"},
        {"2026-11-24 14:30", thursday, "Europe/Madrid", "2026-11-24T13:30:00Z"},
        {"2026-11-24 14:30", thursday, "Asia/Tokyo", "2026-11-24T05:30:00Z"},
        {"2026-07-24 14:30:15.1239", thursday, "Europe/Madrid", "2026-07-24T12:30:15.123Z"},
        {"2026-11-24 14:30 UTC", thursday, "Europe/Madrid", "2026-11-24T14:30:00Z"},
        {"2026-11-24 14:30 +02:00", thursday, "Europe/Madrid", "2026-11-24T12:30:00Z"},
        {"2026-11-24 2:30pm", thursday, "Europe/Madrid", "2026-11-24T13:30:00Z"},
        {"2026-11-24 at 2 pm", thursday, "Europe/Madrid", "2026-11-24T13:00:00Z"},
        {"2026-11-24 14.30", thursday, "Europe/Madrid", "2026-11-24T13:30:00Z"},
        {"2026-11-24 9.30", thursday, "UTC", "2026-11-24T09:30:00Z"},
        {"2026-11-24 noon", thursday, "UTC", "2026-11-24T12:00:00Z"},
        // Dates. A date is a UTC day in every zone.
        {"2026-11-24", thursday, "UTC", "2026-11-24"},
        {"2026-11-24", thursday, "America/Los_Angeles", "2026-11-24"},
        {"2026-9-5", thursday, "UTC", "2026-09-05"},
        {"2026/11/24", thursday, "UTC", "2026-11-24"},
        {"24/11/2026", thursday, "UTC", "2026-11-24"},
        {"11/24/2026", thursday, "UTC", "2026-11-24"},
        {"24.11.2026", thursday, "UTC", "2026-11-24"},
        {"24.11.", thursday, "UTC", "2026-11-24"},
        {"24.11", thursday, "UTC", "2026-11-24"},
        {"24-11-2026", thursday, "UTC", "2026-11-24"},
        {"24/11", thursday, "UTC", "2026-11-24"},
        {"11/11/2026", thursday, "UTC", "2026-11-11"},
        {"24/11/2026 14:30", thursday, "UTC", "2026-11-24T14:30:00Z"},
        {"24 Nov", thursday, "UTC", "2026-11-24"},
        {"tomorrow", thursday, "UTC", "2026-11-27"},
        {"tomorrow", thursday, "Asia/Tokyo", "2026-11-28"},
        {"tomorrow 9:30", thursday, "UTC", "2026-11-27T09:30:00Z"},
        {"end of month", thursday, "UTC", "2026-11-30T23:59:59.999Z"},
        {"end of the month", thursday, "Asia/Tokyo", "2026-11-30T23:59:59.999Z"},
        {"end of october", thursday, "UTC", "2026-10-31T23:59:59.999Z"},
        {"end of dec", thursday, "UTC", "2025-12-31T23:59:59.999Z"},
        {"end of feb 2028", thursday, "UTC", "2028-02-29T23:59:59.999Z"},
        {"end of year", thursday, "UTC", "2026-12-31T23:59:59.999Z"},
        {"end of the year", thursday, "Asia/Tokyo", "2026-12-31T23:59:59.999Z"},
        {"end of 2027", thursday, "UTC", "2027-12-31T23:59:59.999Z"},
        {"end of month 17:00", thursday, "UTC", "2026-11-30T17:00:00Z"},
        {"nov 24", thursday, "UTC", "2026-11-24"},
        {"20 nov", thursday, "Asia/Tokyo", "2026-11-20"},
        {"November 24th", thursday, "UTC", "2026-11-24"},
        {"the 24th of November", thursday, "UTC", "2026-11-24"},
        {"20 November 2026", thursday, "UTC", "2026-11-20"},
        {"Nov 24, 2026", thursday, "UTC", "2026-11-24"},
        {"24-Nov-2026", thursday, "UTC", "2026-11-24"},
        {"2025 nov 24", thursday, "UTC", "2025-11-24"},
        {"24 November 2026 at 14:30", thursday, "Europe/Madrid", "2026-11-24T13:30:00Z"},
        {"Tue 24 Nov", thursday, "UTC", "2026-11-24"},
        {"Tuesday, 24 November 2026, 2:30 p.m.", thursday, "UTC", "2026-11-24T14:30:00Z"},
        {"may 3", thursday, "UTC", "2026-05-03"},
        // Without a year: the latest that is not in the future, by the calendar of the zone.
        {"nov 26", thursday, "UTC", "2026-11-26"},
        {"nov 27", thursday, "UTC", "2025-11-27"},
        {"nov 27", friday_in_tokyo, "Asia/Tokyo", "2026-11-27"},
        {"nov 26", wednesday_in_la, "America/Los_Angeles", "2025-11-26"},
        {"29 feb", thursday, "UTC", "2024-02-29"},
        {"nov 26 16:45", thursday, "UTC", "2026-11-26T16:45:00Z"},
        // Days of the week. `last` skips today.
        {"mon", thursday, "UTC", "2026-11-23"},
        {"Monday", thursday, "Asia/Tokyo", "2026-11-23"},
        {"thu", thursday, "UTC", "2026-11-26"},
        {"thu", friday_in_tokyo, "Asia/Tokyo", "2026-11-26"},
        {"thu", wednesday_in_la, "America/Los_Angeles", "2026-11-19"},
        {"fri", friday_in_tokyo, "Asia/Tokyo", "2026-11-27"},
        {"fri", thursday, "UTC", "2026-11-20"},
        {"last friday", thursday, "UTC", "2026-11-20"},
        {"last thursday", thursday, "UTC", "2026-11-19"},
        {"last fri", friday_in_tokyo, "Asia/Tokyo", "2026-11-20"},
        {"on tuesday", thursday, "UTC", "2026-11-24"},
        {"last friday 5pm", thursday, "Europe/Madrid", "2026-11-20T16:00:00Z"},
        {"mon 9.30", thursday, "UTC", "2026-11-23T09:30:00Z"},
        {"5pm last friday", thursday, "UTC", "2026-11-20T17:00:00Z"},
        // Counted back from now: days by the calendar of the zone, hours and minutes on the clock.
        {"now", thursday, "Asia/Tokyo", "2026-11-26T16:45:00Z"},
        {"today", thursday, "UTC", "2026-11-26"},
        {"today", thursday, "Asia/Tokyo", "2026-11-27"},
        {"Today", wednesday_in_la, "America/Los_Angeles", "2026-11-25"},
        {"today 9:30", thursday, "Europe/Madrid", "2026-11-26T08:30:00Z"},
        {"yesterday", thursday, "UTC", "2026-11-25"},
        {"yesterday", friday_in_tokyo, "Asia/Tokyo", "2026-11-26"},
        {"yesterday", wednesday_in_la, "America/Los_Angeles", "2026-11-24"},
        {"yesterday 16:00", thursday, "Europe/Madrid", "2026-11-25T15:00:00Z"},
        {"yesterday at 4pm", friday_in_tokyo, "Asia/Tokyo", "2026-11-26T07:00:00Z"},
        {"16:00 yesterday", thursday, "UTC", "2026-11-25T16:00:00Z"},
        {"-0d", thursday, "UTC", "2026-11-26"},
        {"-3d", thursday, "UTC", "2026-11-23"},
        {"-3d", thursday, "Asia/Tokyo", "2026-11-24"},
        {"-3650d", thursday, "UTC", "2016-11-28"},
        {"-1w", thursday, "UTC", "2026-11-19"},
        {"2 days ago", thursday, "UTC", "2026-11-24"},
        {"a day ago", thursday, "UTC", "2026-11-25"},
        {"3 days ago 14:30", thursday, "UTC", "2026-11-23T14:30:00Z"},
        {"2 weeks ago", thursday, "UTC", "2026-11-12"},
        {"-2h", thursday, "Asia/Tokyo", "2026-11-26T14:45:00Z"},
        {"now-2h", thursday, "UTC", "2026-11-26T14:45:00Z"},
        {"an hour ago", thursday, "UTC", "2026-11-26T15:45:00Z"},
        {"2 hours ago", thursday, "UTC", "2026-11-26T14:45:00Z"},
        {"20 minutes ago", thursday, "UTC", "2026-11-26T16:25:00Z"},
        {"20min ago", thursday, "UTC", "2026-11-26T16:25:00Z"},
        // A time alone is one of today, by the calendar of the zone.
        {"14:30", thursday, "UTC", "2026-11-26T14:30:00Z"},
        {"9:30", thursday, "Europe/Madrid", "2026-11-26T08:30:00Z"},
        {"2:30pm", thursday, "UTC", "2026-11-26T14:30:00Z"},
        {"2 PM", thursday, "UTC", "2026-11-26T14:00:00Z"},
        {"12am", thursday, "UTC", "2026-11-26T00:00:00Z"},
        {"12pm", thursday, "UTC", "2026-11-26T12:00:00Z"},
        {"14.30", thursday, "UTC", "2026-11-26T14:30:00Z"},
        {"14h30", thursday, "UTC", "2026-11-26T14:30:00Z"},
        {"14:30:15", thursday, "UTC", "2026-11-26T14:30:15Z"},
        {"noon", thursday, "UTC", "2026-11-26T12:00:00Z"},
        {"0:20", friday_in_tokyo, "Asia/Tokyo", "2026-11-26T15:20:00Z"},
        {"20:30", wednesday_in_la, "America/Los_Angeles", "2026-11-26T04:30:00Z"},
    };
    for (const auto& row : rows) {
        INFO(row.text << " in " << row.zone << " at " << row.now);
        const auto when = parse_when(row.text, *parse_rfc3339(row.now), Zone::named(row.zone));
        if (!when) FAIL(render::flaw_words(when.flaw()));
        CHECK((when->whole_day ? to_string(day_of(when->at)) : to_rfc3339(when->at)) == row.at);
        CHECK(reads_as_when(row.text));
    }
}

TEST_CASE("a time that two readings fit, or none, is refused with what to type") {
    struct Row {
        const char* text;
        const char* zone;
        const char* why;
    };
    const Row rows[] = {
        {"11/10/2026", "UTC", "write 2026-10-11 or 2026-11-10"},
        {"11.10.2026", "UTC", "write 2026-10-11 or 2026-11-10"},
        {"11-10-2026", "UTC", "write 2026-10-11 or 2026-11-10"},
        {"11/10", "UTC", "write 2026-10-11 or 2026-11-10"},
        {"11/10/2026 14:30", "UTC", "write 2026-10-11 or 2026-11-10"},
        {"9.30", "UTC", "write 09:30 or 2026-09-30"},
        {"9.11", "UTC", "write 09:11 or 2026-11-09 or 2026-09-11"},
        {"11.10.26", "UTC", "a year of two digits"},
        {"24 nov 26", "UTC", "a year of two digits"},
        {"11/31/2026", "UTC", "is not a date in the calendar"},
        {"31 nov", "UTC", "is not a date in the calendar"},
        {"13/14/2026", "UTC", "is not a date in the calendar"},
        {"24/11/1969", "UTC", "outside the years 1970 to 2199"},
        {"mon 24 nov 2026", "UTC", "names the wrong day of the week for 2026-11-24"},
        {"18:00", "UTC", "lies in the future: for the last one, write yesterday 18:00"},
        {"11pm", "UTC", "lies in the future: for the last one, write yesterday 23:00"},
        {"thu 18:00", "UTC", "lies in the future: for the last one, write 2026-11-19 18:00"},
        {"nov 26 18:00", "UTC", "lies in the future: for the last one, write 2025-11-26 18:00"},
        {"16:00", "America/Los_Angeles", "lies in the future: for the last one, write yesterday 16:00"},
        {"midnight", "UTC", "is not exact"},
        {"yesterday midnight", "UTC", "is not exact"},
        {"this morning", "UTC", "is not exact"},
        {"yesterday morning", "UTC", "is not exact"},
        {"last week", "UTC", "is not exact"},
        {"last month", "UTC", "is not exact"},
        {"next friday", "UTC", "is not exact"},
        {"3 months ago", "UTC", "is not exact"},
        {"-3m", "UTC", "is not exact"},
        {"yesterday 14:30 UTC", "Asia/Tokyo", "is not exact"},
        {"2026-11-24 14:30 CET", "UTC", "write an offset such as +01:00"},
        {"-3651d", "UTC", "is too long ago: at most 3650 days"},
        {"-99999999999999d", "UTC", "is too long ago"},
        {"25:00", "UTC", "as a time: write 09:30"},
        {"14:60", "UTC", "as a time: write 09:30"},
        {"13pm", "UTC", "as a time: write 09:30"},
        {"0pm", "UTC", "as a time: write 09:30"},
        {"2026-11-24 25:00", "UTC", "as a time: write 09:30"},
        {"2026-03-29 02:30", "Europe/Madrid", "does not exist in Europe/Madrid"},
    };
    const Instant thursday = *parse_rfc3339("2026-11-26T16:45:00Z");
    for (const auto& row : rows) {
        INFO(row.text << " in " << row.zone);
        const auto when = parse_when(row.text, thursday, Zone::named(row.zone));
        REQUIRE_FALSE(when);
        INFO(render::flaw_words(when.flaw()));
        CHECK(render::flaw_words(when.flaw()).find(row.why) != std::string::npos);
        // Its words belong to the time all the same, lest the second one be taken for a prospect.
        CHECK(reads_as_when(row.text));
    }
}

TEST_CASE("June and May are people, the 24th is a date") {
    for (const auto* text :
         {"now", "Today", "yesterday", "14:30", "2pm", "2 pm", "24 nov", "nov 24", "2026-11-24", "24.11.2026", "-3d",
          "2 days ago", "last friday 5pm", "2026-11-24T14:30:00Z", "2026-02-31", "24", "1430", "2026"}) {
        INFO(text);
        CHECK(is_time_not_name(text));
    }
    for (const auto* text : {"June", "May", "mon", "Sun", "Friday", "noon", "last friday", "an hour ago", "jane-doe", "May Lee",
                             "nov-24", "john3", "kim-24", "jane 2", "12345", "Agent 99", "24 June Street"}) {
        INFO(text);
        CHECK_FALSE(is_time_not_name(text));
    }
}

TEST_CASE("a month is read as people say it") {
    struct Row {
        const char* text;
        const char* zone;
        const char* month;
    };
    const Row rows[] = {
        {"2026-03", "UTC", "2026-03"},
        {"2026-9", "UTC", "2026-09"},
        {"2026/9", "UTC", "2026-09"},
        {"9/2026", "UTC", "2026-09"},
        {"09.2026", "UTC", "2026-09"},
        {"sep", "UTC", "2025-09"},
        {"Sept", "UTC", "2025-09"},
        {"september", "UTC", "2025-09"},
        {"dec", "UTC", "2025-12"},
        {"mar", "UTC", "2026-03"},
        {"sep 2025", "UTC", "2025-09"},
        {"2025 sep", "UTC", "2025-09"},
        {"sep-2025", "UTC", "2025-09"},
        {"this", "UTC", "2026-03"},
        {"this month", "UTC", "2026-03"},
        {"last", "UTC", "2026-02"},
        {"Last Month", "UTC", "2026-02"},
        {"last", "America/New_York", "2026-01"},
        {"mar", "America/New_York", "2025-03"},
    };
    const Instant begins_in_utc = *parse_rfc3339("2026-03-01T02:30:00Z");
    for (const auto& row : rows) {
        INFO(row.text << " in " << row.zone);
        const auto month = parse_typed_month(row.text, begins_in_utc, Zone::named(row.zone));
        REQUIRE(month);
        CHECK(to_string(*month) == row.month);
        CHECK(reads_as_month(row.text));
    }
    for (const auto* text : {"", "2026", "2026-13", "2026-0", "13/2026", "9", "next", "last year", "sepp", "sep 25", "2026-03-01",
                             "1969-12", "2200-01", "ana"}) {
        INFO(text);
        CHECK_FALSE(parse_typed_month(text, now, Zone()));
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
        {"  ", "a time is needed"},
        {"2026-02-30", "'2026-02-30' is not a date in the calendar"},
        {"2026-02-30 09:30", "'2026-02-30 09:30' is not a date in the calendar"},
        {"2025-02-29", "is not a date in the calendar"},
        {"2026-00-10", "is not a date in the calendar"},
        {"0000-01-01", "outside the years 1970 to 2199"},
        {"1969-12-31", "outside the years 1970 to 2199"},
        {"2200-01-01", "outside the years 1970 to 2199"},
        {"2026-03-14x", "as a time: write 09:30"},
        {"2026-03-14 24:00", "as a time: write 09:30"},
        {"2026-03-14 09:30 junk", "as a time: write 09:30"},
        {"2026-03-14T09:30:00+1:00", "as a time: write 09:30"},
        {"26-03-14", "a year of two digits"},
        {"soon", "cannot read 'soon' as a time"},
        {"3d", "cannot read '3d' as a time"},
        {"-d", "cannot read '-d' as a time"},
        {"--3d", "cannot read '--3d' as a time"},
        {"+3d", "cannot read '+3d' as a time"},
        {"14", "cannot read '14' as a time"},
        {"2026", "cannot read '2026' as a time"},
        {"nov", "cannot read 'nov' as a time"},
        {"at", "cannot read 'at' as a time"},
        {"yesterday today", "as a time"},
        {"2pm 3pm", "as a time"},
        {"now 14:30", "as a time"},
        {"2 hours ago 14:30", "as a time"},
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
    for (const auto* text : {"today", "yesterday", "-3d", "nov 24", "24/11/2026", "14:30", "mon"})
        CHECK_FALSE(parse_row_time(text, Zone()));
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
