#include "inmail/core/time.hpp"

#include "support/catch.hpp"

using namespace inmail;

TEST_CASE("RFC 3339 instants are read to the millisecond (RULES section 2)") {
    struct Row {
        const char* text;
        std::int64_t ms;
    };
    const Row rows[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"2199-12-31T23:59:59.999Z", last_instant.value},
        {"2026-03-14T09:30:00Z", 1'773'480'600'000},
        {"2026-03-14T09:30Z", 1'773'480'600'000},
        {"2026-03-14t09:30:00z", 1'773'480'600'000},
        {"2026-03-14 09:30:00Z", 1'773'480'600'000},
        {"2026-03-14T10:30:00+01:00", 1'773'480'600'000},
        {"2026-03-14T04:00:00-05:30", 1'773'480'600'000},
        {"2026-03-14T09:30:00-00:00", 1'773'480'600'000},
        {"2026-03-14T09:30:00.1Z", 1'773'480'600'100},
        {"2026-03-14T09:30:00.120Z", 1'773'480'600'120},
        {"2026-03-14T09:30:00.123999999999Z", 1'773'480'600'123},  // truncated, never rounded
        {"1970-01-01T01:00:00+01:00", 0},
        {"2024-02-29T00:00:00Z", 1'709'164'800'000},
    };
    for (const auto& row : rows) {
        INFO(row.text);
        const auto t = parse_rfc3339(row.text);
        REQUIRE(t);
        CHECK(t->value == row.ms);
    }
}

TEST_CASE("text that is no RFC 3339 instant, or one outside the ledger's range, is refused (RULES section 2)") {
    const char* rows[] = {
        "",
        "2026-03-14",
        "2026-03-14T09:30:00",
        "2026-02-30T00:00:00Z",
        "2025-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "1970-01-01T00:00:00+00:01",
        "2200-01-01T00:00:00Z",
        "2199-12-31T23:59:59-00:01",
        "26-03-14T09:30:00Z",
        "02026-03-14T09:30:00Z",
        "+2026-03-14T09:30:00Z",
        "2026-3-14T09:30:00Z",
        "2026-03-14T9:30:00Z",
        "2026-03-14T24:00:00Z",
        "2026-03-14T09:60:00Z",
        "2026-03-14T09:30:60Z",
        "2026-03-14T09:30:00.Z",
        "2026-03-14T09:30:00,5Z",
        "2026-03-14T09:30:00Zjunk",
        "2026-03-14T09:30:00Z ",
        " 2026-03-14T09:30:00Z",
        "2026-03-14T09:30:00+0100",
        "2026-03-14T09:30:00+24:00",
        "2026-03-14T09:30:00+01:60",
        "2026-03-14T09:30:00+01",
        "2026-03-14  09:30:00Z",
        "2026/03/14T09:30:00Z",
    };
    for (const auto* text : rows) {
        INFO(text);
        CHECK_FALSE(parse_rfc3339(text));
    }
}

TEST_CASE("dates and months are read in one form only") {
    CHECK(parse_day("1970-01-01") == Day{0});
    CHECK(parse_day("2199-12-31") == day_of(last_instant));
    CHECK(parse_day("2024-02-29") == Day{19782});
    for (const auto* text : {"", "2026-02-30", "2026-02-29", "1969-12-31", "2200-01-01", "0000-01-01", "26-01-01", "2026-1-1",
                             "2026-01-01x", "2026-01-01T", "2026-01", "2026-01-0a", "-026-01-01"}) {
        INFO(text);
        CHECK_FALSE(parse_day(text));
    }
    CHECK(parse_month("1970-01") == Month{0});
    CHECK(parse_month("2026-03") == Month{674});
    for (const auto* text : {"", "2026", "2026-00", "2026-13", "2026-3", "2026-03-01", "1969-12", "2200-01", "2026-03 "}) {
        INFO(text);
        CHECK_FALSE(parse_month(text));
    }
}

TEST_CASE("a local time has no offset") {
    const auto local = parse_local_time("2026-03-14 09:30");
    REQUIRE(local);
    CHECK(to_string(local->day) == "2026-03-14");
    CHECK(local->since_midnight == Duration{34'200'000});
    CHECK(parse_local_time("2026-03-14T09:30:15.5")->since_midnight == Duration{34'215'500});
    for (const auto* text :
         {"2026-03-14", "2026-03-14 09:30Z", "2026-03-14 09", "2026-02-30 09:30", "2026-03-14 24:00", "2026-03-14 09:30 "}) {
        INFO(text);
        CHECK_FALSE(parse_local_time(text));
    }
}

TEST_CASE("instants are written in RFC 3339") {
    CHECK(to_rfc3339(Instant{0}) == "1970-01-01T00:00:00Z");
    CHECK(to_rfc3339(Instant{1'773'480'600'120}) == "2026-03-14T09:30:00.120Z");
    CHECK(to_rfc3339(last_instant) == "2199-12-31T23:59:59.999Z");
    for (std::int64_t ms = 0; ms < last_instant.value; ms += 999'999'999'937 / 37) {
        CHECK(parse_rfc3339(to_rfc3339(Instant{ms})) == Instant{ms});
    }
}

TEST_CASE("days and months are in UTC (RULES section 2)") {
    const Day leap_day = *parse_day("2024-02-29");
    CHECK(to_string(day_of(end_of(leap_day))) == "2024-02-29");
    CHECK(to_string(day_of(end_of(leap_day) + Duration{1})) == "2024-03-01");
    CHECK(to_string(month_of(leap_day)) == "2024-02");
    CHECK(to_rfc3339(end_of(*parse_month("2024-02"))) == "2024-02-29T23:59:59.999Z");
    CHECK(to_rfc3339(start_of(*parse_month("2024-02") + 11)) == "2025-01-01T00:00:00Z");
    CHECK(to_string(day_of(Instant{-1})) == "1969-12-31");  // as a display zone west of UTC shows it
    CHECK(to_string(first_day(Month{-1})) == "1969-12-01");
    CHECK(to_string(month_of(Day{-1})) == "1969-12");
}

TEST_CASE("months are added with the day clamped (RULES section 4, refresh)") {
    struct Row {
        const char* from;
        std::int32_t months;
        const char* to;
    };
    const Row rows[] = {
        {"2026-01-31", 1, "2026-02-28"},  {"2026-01-31", 2, "2026-03-31"},  {"2024-01-31", 1, "2024-02-29"},
        {"2024-02-29", 12, "2025-02-28"}, {"2026-01-15", 0, "2026-01-15"},  {"2025-12-31", 2, "2026-02-28"},
        {"2026-03-31", 1, "2026-04-30"},  {"2026-03-31", -1, "2026-02-28"}, {"2026-01-30", 1, "2026-02-28"},
        {"2024-02-29", 48, "2028-02-29"},
    };
    for (const auto& row : rows) {
        INFO(row.from << " + " << row.months);
        CHECK(to_string(add_months_clamped(*parse_day(row.from), row.months)) == row.to);
    }
}
