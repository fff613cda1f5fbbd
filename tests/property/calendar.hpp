#pragma once

#include <optional>
#include <string>

namespace reference {

/// Milliseconds since 1970-01-01T00:00:00Z (RULES section 2).
using Millis = long long;

constexpr Millis day_ms = 24LL * 60 * 60 * 1000;

/// A UTC date. The reference has its own date arithmetic, in plain loops, so that an error in the product's shows.
struct Date {
    int year{1970};
    int month{1};
    int day{1};
};

[[nodiscard]] Date date_of(Millis t);
[[nodiscard]] Millis midnight_of(const Date& date);
/// The date k months later, the day clamped to the month's length (RULES section 4, refresh).
[[nodiscard]] Date plus_months(const Date& date, int k);

/// "2026-03-14" at midnight, else "2026-03-14T09:30:00Z" or "2026-03-14T09:30:00.001Z". `parse_time` reads it back.
[[nodiscard]] std::string show(Millis t);

/// What a date without a time means: its first millisecond for an event, its last in "as of DATE" (RULES section 2).
enum class DateMeans { first_moment, last_moment };
/// Reads "2026-03-14", "2026-03-14 09:30" or "2026-03-14T09:30:00.250Z", all in UTC. Nothing for any other text.
[[nodiscard]] std::optional<Millis> parse_time(const std::string& text, DateMeans means);

}  // namespace reference
