#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "inmail/core/strong.hpp"

namespace inmail {

/// Milliseconds.
using Duration = Strong<struct DurationTag, std::int64_t>;

/// A moment: whole milliseconds since 1970-01-01T00:00:00Z (RULES section 2).
struct Instant : Strong<struct InstantTag, std::int64_t> {
    using Strong::Strong;
};

/// A UTC date: days since 1970-01-01.
struct Day : Strong<struct DayTag, std::int32_t> {
    using Strong::Strong;
};

/// A UTC month: months since January 1970.
struct Month : Strong<struct MonthTag, std::int32_t> {
    using Strong::Strong;
};

constexpr std::int64_t ms_per_day = 86'400'000;

constexpr Instant operator+(Instant t, Duration d) { return Instant{t.value + d.value}; }
constexpr Instant operator-(Instant t, Duration d) { return Instant{t.value - d.value}; }
constexpr Duration operator-(Instant a, Instant b) { return Duration{a.value - b.value}; }
constexpr Duration days(std::int64_t n) { return Duration{n * ms_per_day}; }
constexpr Day operator+(Day d, std::int32_t n) { return Day{d.value + n}; }
constexpr Month operator+(Month m, std::int32_t n) { return Month{m.value + n}; }

/// The range of instants in a ledger, from 1970 to the end of 2199. Functions on it stay far from any overflow.
constexpr Instant first_instant{0};
constexpr Instant last_instant{7'258'118'399'999};

[[nodiscard]] Day day_of(Instant t);
[[nodiscard]] Month month_of(Day d);
[[nodiscard]] Instant start_of(Day d);
/// The last millisecond of the date: what "as of DATE" means (RULES section 2).
[[nodiscard]] Instant end_of(Day d);
/// Whether it is 00:00 UTC, the instant of a bare date and of a refresh (RULES section 2).
[[nodiscard]] inline bool begins_utc_date(Instant t) { return t == start_of(day_of(t)); }
[[nodiscard]] Day first_day(Month m);
[[nodiscard]] Instant start_of(Month m);
[[nodiscard]] Instant end_of(Month m);

/// The date k months after `d`, its day clamped to the month's length: 31 Jan + 1 = 28 Feb (RULES section 4, refresh).
[[nodiscard]] Day add_months_clamped(Day d, std::int32_t k);

/// "2026-03-14T09:30:00Z", with milliseconds unless they are zero.
[[nodiscard]] std::string to_rfc3339(Instant t);
/// "2026-03-14"
[[nodiscard]] std::string to_string(Day d);
/// "2026-03"
[[nodiscard]] std::string to_string(Month m);

/// Reads strict RFC 3339 with an offset or Z, and "T", "t" or a space between date and time. Digits past milliseconds are
/// truncated. None for any other text, a date that does not exist, or an instant outside [first_instant, last_instant].
[[nodiscard]] std::optional<Instant> parse_rfc3339(std::string_view text);
/// Reads strict YYYY-MM-DD. None for a date that does not exist or lies outside the range of instants.
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);
/// Reads a date that this program shows. It may lie past the range of instants: a refund of 2199 expires in 2200.
[[nodiscard]] std::optional<Day> parse_shown_day(std::string_view text);
/// Reads strict YYYY-MM.
[[nodiscard]] std::optional<Month> parse_month(std::string_view text);
/// None for a date that does not exist or lies outside the range of instants.
[[nodiscard]] std::optional<Day> make_day(int year, unsigned month, unsigned day);

/// What a wall clock shows, without an offset: "2026-03-14 09:30".
struct LocalTime {
    Day day;
    Duration since_midnight;
};

/// Reads strict `YYYY-MM-DD` + ("T", "t" or space) + `HH:MM[:SS[.fraction]]`, with nothing after it.
[[nodiscard]] std::optional<LocalTime> parse_local_time(std::string_view text);

}  // namespace inmail
