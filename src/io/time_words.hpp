#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/time.hpp"

namespace inmail::io {

// What the words of a time mean, one or several at a time. All words are in lower case.

/// The words of a typed time: lower case, without commas and articles, `24-nov-2026` as three.
[[nodiscard]] std::vector<std::string> time_words(std::string_view text);

/// `at`, `on`: they may stand between the parts of a time.
[[nodiscard]] bool is_filler(std::string_view word);

/// `mon`, `monday`: 0 is Monday
[[nodiscard]] std::optional<int> weekday_of_word(std::string_view word);
/// `sep`, `september`: 1 to 12
[[nodiscard]] std::optional<int> month_of_word(std::string_view word);
/// `24`, `24th`, `24.`
[[nodiscard]] std::optional<int> day_number(std::string_view word);
/// Four digits.
[[nodiscard]] std::optional<int> year_of(std::string_view word);
/// Two digits.
[[nodiscard]] bool is_short_year(std::string_view word);

/// The numbers of `2026-11-24`, `24/11/2026`, `24.11.`, `9.30`: two or three between marks that are the same.
struct NumberParts {
    std::vector<int> numbers;
    std::vector<std::size_t> digits;  ///< how many each number has
    char mark;                        ///< one of - / .
};
[[nodiscard]] std::optional<NumberParts> number_parts(std::string_view word);

enum class HalfOfDay { unsaid, before_noon, after_noon };
/// What a clock shows: `14:30`, `2:30pm`, `14.30`, `14h30`, `2pm`.
struct Clock {
    int hour{0};
    int minute{0};
    int second{0};
    HalfOfDay half{HalfOfDay::unsaid};
    bool has_minutes{true};
    bool in_utc{false};  ///< `14:30z`
};
[[nodiscard]] std::optional<Clock> clock_of(std::string_view word);
[[nodiscard]] bool is_half_of_day(std::string_view word);
[[nodiscard]] HalfOfDay half_of_day(std::string_view word);
/// Since midnight; none for an impossible time.
[[nodiscard]] std::optional<std::int64_t> milliseconds_of(const Clock& clock);

/// `utc`, `+01:00`
[[nodiscard]] std::optional<Duration> offset_of(std::string_view word);
/// `cet`, `pst`: several zones may be meant.
[[nodiscard]] bool is_zone_word(std::string_view word);

/// `vague`: months and years differ in length, and `m` may be a minute or a month.
enum class TimeUnit { minute, hour, day, week, vague };
/// `-3d`, `3 days ago`, `an hour ago`, `2h ago`
struct TimeSpan {
    std::int64_t count;
    TimeUnit unit;
    std::size_t words;  ///< how many words it takes
};
[[nodiscard]] std::optional<TimeSpan> read_span(const std::vector<std::string>& words, std::size_t at);

/// How many words at `at` name a time that is not exact (`this morning`, `last week`); 0: none.
[[nodiscard]] std::size_t vague_words(const std::vector<std::string>& words, std::size_t at);

}  // namespace inmail::io
