#pragma once

#include <string_view>

#include "inmail/core/checked.hpp"
#include "inmail/core/time.hpp"
#include "inmail/io/zone.hpp"

namespace inmail::io {

/// A time as people type it: an instant, or a whole UTC date.
struct When {
    Instant at;  ///< 00:00 UTC if it is a date
    bool whole_day{false};
    bool is_today{false};    ///< the word `today`
    bool lacks_year{false};  ///< a weekday or a date without a year: the latest that is not in the future
    bool is_local{false};    ///< of parse_row_time: a time without an offset

    /// The instant that "as of" means: for a date, its last millisecond (docs/rules.md, section 2).
    [[nodiscard]] Instant inclusive() const { return whole_day ? end_of(day_of(at)) : at; }
};

/// Reads a time as people say it: RFC 3339, `2026-03-14`, `20 November`, `24/11/2026`, `last friday`, `yesterday`, `3 days ago`,
/// `-3d`, each perhaps with a time of `zone` beside it; `14:30`, `2pm`, `2 hours ago`, `now`. Days are those of the calendar in
/// `zone`; the years are 1970 to 2199. A time with two readings is a flaw, as is a time without a date that lies in the future.
[[nodiscard]] Checked<When> parse_when(std::string_view text, Instant now, const Zone& zone);

/// Whether parse_when would read the whole text as one time, even as a wrong one.
[[nodiscard]] bool reads_as_when(std::string_view text);

/// Whether the text is a time rather than a person's name: `14:30`, `24 nov`, `yesterday`, but not `June`.
[[nodiscard]] bool is_time_not_name(std::string_view text);

/// Reads a time in a CSV row: RFC 3339, a date, or a date and a time in `zone`. It does not
/// depend on today.
[[nodiscard]] Checked<When> parse_row_time(std::string_view text, const Zone& zone);

/// Reads an RFC 3339 instant with its offset, as exports write it.
[[nodiscard]] Checked<Instant> parse_instant(std::string_view text);

/// Reads `30d`, `2w`, or a number of days; 0 to 3650 days.
[[nodiscard]] Checked<Duration> parse_days(std::string_view text);

}  // namespace inmail::io
