// Dates and times as people type them and as exports write them. A text means one instant in the ledger's range, and that
// instant, written and read back, is the same.

#include "inmail/io/when.hpp"

#include "linkedin/dates.hpp"
#include "target.hpp"

namespace inmail::fuzz {
namespace {

constexpr Instant now{1'773'480'600'000};  // 2026-03-14T09:30:00Z
constexpr std::int64_t ms_per_second = 1000;

void check_range(Instant t) { ensure(first_instant <= t && t <= last_instant, "a moment lies within the ledger's years"); }

void check_round_trip(Instant t) {
    check_range(t);
    ensure(parse_rfc3339(to_rfc3339(t)) == t, "an instant reads back the same");
    ensure(parse_day(to_string(day_of(t))) == day_of(t), "a date reads back the same");
    ensure(parse_month(to_string(month_of(day_of(t)))) == month_of(day_of(t)), "a month reads back the same");
}

void check_when(std::string_view text, const io::Zone& zone) {
    const auto when = io::parse_when(text, now, zone);
    if (!when) return check_reason(when);
    check_round_trip(when->at);
    ensure(when->at <= when->inclusive() && day_of(when->at) == day_of(when->inclusive()), "as of a date means its end");
    ensure(!when->whole_day || when->at == start_of(day_of(when->at)), "a date begins at 00:00 UTC");
    const auto row_time = io::parse_row_time(text, zone);
    ensure(!row_time || row_time->at == when->at, "a row's time means what it means when typed");
}

/// A local time that means an instant is what a clock shows at that instant.
void check_wall_clock(std::string_view text, const io::Zone& zone) {
    const auto local = parse_local_time(text);
    if (!local) return;
    ensure(local->since_midnight >= Duration{0} && local->since_midnight < days(1), "a time of day is one of that day");
    const auto t = zone.to_instant(*local);
    if (!t) return check_reason(t);
    check_range(*t);
    ensure(zone.date_at(*t) == local->day, "the date on the wall is the one that was read");
    const auto shown = parse_local_time(zone.show(*t));
    ensure(shown.has_value(), "what a clock shows can be read");
    ensure(local->since_midnight.value / ms_per_second == shown->since_midnight.value / ms_per_second, "to the second");
}

void check_export_date(std::string_view text) {
    const auto date = io::linkedin::parse_message_date(text);
    const auto day = io::linkedin::parse_connected_on(text);
    ensure(bool(date) == bool(day), "a date is one in every column");
    if (!date) return check_reason(date);
    check_round_trip(date->at);
    ensure(*day == day_of(date->at), "a date is the same in every column");
}

}  // namespace

void take(std::string_view input) {
    static const io::Zone utc;
    static const io::Zone new_york = io::Zone::named("America/New_York");
    for (const auto* zone : {&utc, &new_york}) {
        check_when(input, *zone);
        check_wall_clock(input, *zone);
    }
    check_export_date(input);
    if (const auto day = parse_day(input)) ensure(to_string(*day) == input, "a date has one spelling");
    if (const auto month = parse_month(input)) ensure(to_string(*month) == input, "a month has one spelling");
    const auto within = io::parse_days(input);
    if (!within) return check_reason(within);
    ensure(Duration{0} <= *within && *within <= days(3650), "a number of days is within its bounds");
}

}  // namespace inmail::fuzz
