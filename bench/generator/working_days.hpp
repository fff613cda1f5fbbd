#pragma once

#include <cstdint>
#include <vector>

#include "inmail/core/time.hpp"

namespace inmail::bench {

/// When generated ledgers end, and the INMAIL_NOW to read them at: the evening of a Tuesday, the last day of a month.
constexpr Day last_day{20'634};  // 2026-06-30
constexpr Instant now_of_ledgers{(std::int64_t{20'634} * 24 + 23) * 3'600'000};

/// What is recorded on one day.
struct WorkingDay {
    Day day;
    std::int64_t events{0};
};

[[nodiscard]] bool is_weekend(Day day);
/// The day itself, or the Monday after it.
[[nodiscard]] Day working_day_from(Day day);

/// The working days up to last_day on which `events` in all are recorded, at about so many a year: some days are campaigns and
/// see three times as many. What a day sees follows from the seed and the date alone, so that a ledger of ten years and one of
/// a few weeks, by one seed and rate, are as busy in their last month.
[[nodiscard]] std::vector<WorkingDay> working_days(std::int64_t events, std::int64_t events_a_year, std::uint64_t seed);

}  // namespace inmail::bench
