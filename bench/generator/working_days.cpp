#include "working_days.hpp"

#include <algorithm>

#include "random.hpp"

namespace inmail::bench {
namespace {

constexpr std::int64_t working_days_a_year = 261;
constexpr std::uint64_t campaign_every_days = 10;
constexpr std::int64_t campaign_factor = 3;

std::int64_t events_of(Day day, std::int64_t events_a_year, std::uint64_t seed) {
    if (is_weekend(day)) return 0;
    Random random(seed, static_cast<std::uint64_t>(day.value));
    // Nine of ten days have the plain number and one has three times as many: 12/10 of it on average.
    const std::int64_t plain = events_a_year * 10 / (working_days_a_year * 12);
    const std::int64_t varied = plain * static_cast<std::int64_t>(random.between(80, 120)) / 100;
    return std::max<std::int64_t>(1, varied * (random.chance(1, campaign_every_days) ? campaign_factor : 1));
}

}  // namespace

bool is_weekend(Day day) {
    constexpr int days_a_week = 7;
    constexpr int saturday = 2;  // 1970-01-01 was a Thursday
    const int weekday = day.value % days_a_week;
    return weekday == saturday || weekday == saturday + 1;
}

Day working_day_from(Day day) {
    while (is_weekend(day)) day = day + 1;
    return day;
}

std::vector<WorkingDay> working_days(std::int64_t events, std::int64_t events_a_year, std::uint64_t seed) {
    std::vector<WorkingDay> days;
    for (Day day = last_day; events > 0 && day > Day{0}; day = day + -1) {
        const std::int64_t wanted = std::min(events, events_of(day, events_a_year, seed));
        if (wanted > 0) days.push_back({day, wanted});
        events -= wanted;
    }
    std::reverse(days.begin(), days.end());
    return days;
}

}  // namespace inmail::bench
