#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "inmail/core/time.hpp"
#include "inmail/core/value_flaw.hpp"

namespace inmail::io {

// A time as typed. Which instant it is depends on the clock and the zone (when.cpp).

/// `today`, `yesterday`, `-3d`, `tomorrow`
struct DaysAgo {
    int days;  ///< -1: tomorrow
    bool is_word_today{false};
};
/// The latest such day that is not in the future.
struct LatestWeekday {
    int weekday;  ///< 0 is Monday
    bool skips_today;
};
/// Without a year: the latest such date that is not in the future.
struct NamedDate {
    std::optional<int> year;
    int month;
    int day;
};
/// `24/11/2026` or `11/24/2026`: only a number above 12 shows which is the month.
struct NumberedDate {
    std::optional<int> year;
    int first;
    int second;
};
/// `end of month`, `end of november 2026`: its last day.
struct MonthEnd {
    std::optional<int> month;  ///< none: this month
    std::optional<int> year;   ///< none: the latest that has begun
};
/// `end of year`, `end of 2027`: its last day.
struct YearEnd {
    std::optional<int> year;  ///< none: this year
};
using TypedDay = std::variant<DaysAgo, LatestWeekday, NamedDate, NumberedDate, MonthEnd, YearEnd>;

struct TypedTime {
    std::optional<TypedDay> day;
    std::optional<int> weekday;        ///< beside a date: `Tue 24 Nov`; 0 is Monday
    std::optional<Duration> time;      ///< since midnight
    std::optional<Duration> offset;    ///< from UTC
    std::optional<Duration> ago;       ///< `2 hours ago`; zero: `now`
    std::optional<NumberedDate> date;  ///< beside `time`: `9.30` by itself may be either
    std::optional<ValueFlaw> flaw;     ///< it is a time, but a wrong or vague one
};

/// The most words that one time has: "on Tuesday, the 24th of November 2026 at 2:30 p.m. UTC".
constexpr int most_time_words = 12;

constexpr int days_per_week = 7;

/// The most days back that a time may be counted.
constexpr int most_days_back = 3650;

/// Reads all of the text as one time. None if it is not written like a time.
[[nodiscard]] std::optional<TypedTime> read_typed_time(std::string_view text);

}  // namespace inmail::io
