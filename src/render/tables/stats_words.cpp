#include "stats_words.hpp"

#include <fmt/format.h>

#include "words.hpp"

namespace inmail::render {

std::string months_of(const app::StatsReport& report) {
    return report.from == report.to ? "in " + month_words(report.from)
                                    : fmt::format("from {} to {}", month_words(report.from), month_words(report.to));
}

bool counts_all(const app::StatsReport& report) {
    return report.by == app::Dimension::step || report.by == app::Dimension::channel;
}

std::string shown_value(app::Dimension by, const std::string& value) {
    if (!value.empty()) return value;
    return by == app::Dimension::length ? "(not known)" : fmt::format("(no {})", to_string(by));
}

std::string wait_words(Duration wait) {
    constexpr std::int64_t ms_per_minute = 60'000;
    constexpr std::int64_t minutes_per_hour = 60;
    constexpr std::int64_t hours_per_day = 24;
    const std::int64_t minutes = wait.value / ms_per_minute;
    const std::int64_t hours = minutes / minutes_per_hour;
    if (hours >= hours_per_day) return fmt::format("{}d {}h", hours / hours_per_day, hours % hours_per_day);
    if (hours > 0) return fmt::format("{}h {}m", hours, minutes % minutes_per_hour);
    return fmt::format("{}m", minutes);
}

}  // namespace inmail::render
