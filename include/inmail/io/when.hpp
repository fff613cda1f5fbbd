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

    /// The instant that "as of" means: for a date, its last millisecond (docs/rules.md, section 2).
    [[nodiscard]] Instant inclusive() const { return whole_day ? end_of(day_of(at)) : at; }
};

/// Reads RFC 3339, `2026-03-14`, `2026-03-14 09:30` in `zone`, and the dates `today`, `yesterday` and `-3d`, which count
/// from today's date in `zone`. The years are 1970 to 2199.
[[nodiscard]] Checked<When> parse_when(std::string_view text, Instant now, const Zone& zone);

/// Reads a time in a CSV row: like parse_when, without the words that depend on today.
[[nodiscard]] Checked<When> parse_row_time(std::string_view text, const Zone& zone);

/// Reads an RFC 3339 instant with its offset, as exports write it.
[[nodiscard]] Checked<Instant> parse_instant(std::string_view text);

/// Reads `30d`, `2w`, or a number of days; 0 to 3650 days.
[[nodiscard]] Checked<Duration> parse_days(std::string_view text);

}  // namespace inmail::io
