#pragma once

#include <string_view>

#include "inmail/core/checked.hpp"
#include "inmail/core/time.hpp"
#include "inmail/io/zone.hpp"

namespace inmail::io {

/// A moment as people type it: an instant, or a whole UTC date.
struct When {
    Instant at;  ///< of a date: 00:00 UTC
    bool whole_day{false};

    /// What "as of" it means: of a date its last millisecond (RULES section 2).
    [[nodiscard]] Instant inclusive() const { return whole_day ? end_of(day_of(at)) : at; }
};

/// RFC 3339, `2026-03-14`, `2026-03-14 09:30` (display zone), `today`, `yesterday`, `-3d` (dates, by the display zone's today).
[[nodiscard]] Checked<When> parse_when(std::string_view text, Instant now, const Zone& zone);

/// A time of a CSV row: as parse_when without the words that depend on today.
[[nodiscard]] Checked<When> parse_row_time(std::string_view text, const Zone& zone);

/// An instant as exports write it: RFC 3339, with its offset.
[[nodiscard]] Checked<Instant> parse_instant(std::string_view text);

/// `30d`, `2w`, or a bare number of days; 0 to 3650.
[[nodiscard]] Checked<Duration> parse_days(std::string_view text);

}  // namespace inmail::io
