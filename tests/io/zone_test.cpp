#include "inmail/io/zone.hpp"

#include "inmail/core/errors.hpp"
#include "inmail/render/errors.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;

namespace {

Checked<Instant> read(const char* zone, const char* wall) { return Zone::named(zone).to_instant(*parse_local_time(wall)); }

}  // namespace

TEST_CASE("a local time is an instant of its zone (RULES section 2)") {
    struct Row {
        const char* zone;
        const char* wall;
        const char* instant;
    };
    const Row rows[] = {
        {"UTC", "2026-03-14 09:30", "2026-03-14T09:30:00Z"},
        {"Etc/UTC", "2026-03-14 09:30", "2026-03-14T09:30:00Z"},
        {"Europe/Paris", "2026-01-14 09:30", "2026-01-14T08:30:00Z"},
        {"Europe/Paris", "2026-07-14 09:30", "2026-07-14T07:30:00Z"},
        {"America/New_York", "2026-01-14 09:30", "2026-01-14T14:30:00Z"},
        {"Asia/Kolkata", "2026-01-14 09:30:15.5", "2026-01-14T04:00:15.500Z"},
        // The last millisecond before a gap, and the first after it
        {"Europe/Paris", "2026-03-29 01:59:59.999", "2026-03-29T00:59:59.999Z"},
        {"Europe/Paris", "2026-03-29 03:00", "2026-03-29T01:00:00Z"},
        // A local time that occurs twice means the first
        {"Europe/Paris", "2026-10-25 02:30", "2026-10-25T00:30:00Z"},
        {"America/New_York", "2026-11-01 01:30", "2026-11-01T05:30:00Z"},
        {"Europe/Paris", "2026-10-25 03:00", "2026-10-25T02:00:00Z"},
    };
    for (const auto& row : rows) {
        INFO(row.wall << " in " << row.zone);
        const auto instant = read(row.zone, row.wall);
        REQUIRE(instant);
        CHECK(to_rfc3339(*instant) == row.instant);
    }
}

TEST_CASE("a local time that the clock skips is refused with what the clock did") {
    const auto paris = read("Europe/Paris", "2026-03-29 02:30");
    REQUIRE_FALSE(paris);
    CHECK(render::flaw_words(paris.flaw()) ==
          "2026-03-29 02:30 does not exist in Europe/Paris: the clock went from 2026-03-29 02:00 to 2026-03-29 03:00");
    CHECK_FALSE(read("America/New_York", "2026-03-08 02:00"));
    CHECK_FALSE(read("America/New_York", "2026-03-08 02:59:59.999"));
    CHECK_FALSE(read("Pacific/Apia", "2011-12-30 12:00"));  // a day that Samoa skipped
}

TEST_CASE("a local time outside the ledger's range is refused") {
    CHECK_FALSE(read("Europe/Paris", "1970-01-01 00:30"));
    CHECK_FALSE(read("America/New_York", "2199-12-31 23:00"));
    CHECK(read("UTC", "1970-01-01 00:00"));
}

TEST_CASE("a zone shows instants and dates in its local time") {
    const Instant t = *parse_rfc3339("2026-03-14T02:30:00Z");
    CHECK(Zone().show(t) == "2026-03-14 02:30");
    CHECK(Zone::named("America/New_York").show(t) == "2026-03-13 22:30");
    CHECK(Zone::named("Asia/Tokyo").show(t + Duration{5'900}) == "2026-03-14 11:30:05");
    CHECK(to_string(Zone().date_at(t)) == "2026-03-14");
    CHECK(to_string(Zone::named("America/New_York").date_at(t)) == "2026-03-13");
    CHECK(to_string(Zone::named("Asia/Tokyo").date_at(t + Duration{13 * 3'600'000})) == "2026-03-15");
    CHECK(Zone::named("America/New_York").show(first_instant) == "1969-12-31 19:00");
}

TEST_CASE("a zone keeps the name it was given, and every name of UTC is UTC") {
    CHECK(Zone().name() == "UTC");
    CHECK(Zone::named("UTC").name() == "UTC");
    CHECK(Zone::named("Etc/UTC").name() == "UTC");
    CHECK(Zone::named("Europe/Paris").name() == "Europe/Paris");
    Zone copy;
    copy = Zone::named("Europe/Paris");
    CHECK(copy.show(first_instant) == "1970-01-01 01:00");
}

TEST_CASE("an unknown zone is refused with the nearest name") {
    struct Row {
        const char* name;
        const char* why;
    };
    const Row rows[] = {
        {"Europe/Pariss", "unknown time zone 'Europe/Pariss'; did you mean 'Europe/Paris'?"},
        {"europe/paris", "did you mean 'Europe/Paris'?"},
        {"utc", "did you mean 'UTC'?"},
        {"", "unknown time zone ''"},
        {"../../etc/passwd", "unknown time zone '../../etc/passwd'"},
        {"\x1b", "unknown time zone '\\x1b'"},
    };
    for (const auto& row : rows) {
        INFO(row.name);
        try {
            (void)Zone::named(row.name);
            FAIL("no error");
        } catch (const InputError& error) {
            const auto words = render::words_of(error);
            INFO(words.what);
            CHECK(words.what.find(row.why) != std::string::npos);
        }
    }
}
