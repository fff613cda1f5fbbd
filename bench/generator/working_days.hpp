#pragma once

#include <cstdint>
#include <vector>

#include "inmail/core/time.hpp"

namespace inmail::bench {

/// The last day of generated ledgers, which ends a month, and the INMAIL_NOW at which to read them.
constexpr Day last_day{20'634};  // 2026-06-30
constexpr Instant now_of_ledgers{(std::int64_t{20'634} * 24 + 23) * 3'600'000};

/// A day and its number of events.
struct WorkingDay {
    Day day;
    std::int64_t events{0};
};

[[nodiscard]] bool is_weekend(Day day);
/// The day itself, or the next Monday if it is on a weekend.
[[nodiscard]] Day working_day_from(Day day);

/// The working days up to last_day, with `events` events together and about `events_a_year` in a year. Some days are campaigns
/// with three times as many events. A day's number depends only on seed and date, so ledgers of one seed and rate have equally
/// many events in their last month, however long they are.
[[nodiscard]] std::vector<WorkingDay> working_days(std::int64_t events, std::int64_t events_a_year, std::uint64_t seed);

}  // namespace inmail::bench
