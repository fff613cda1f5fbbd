#pragma once

#include <string_view>

#include "inmail/core/checked.hpp"
#include "inmail/core/time.hpp"

namespace inmail::io::linkedin {

/// How far a date of an export can be trusted.
enum class DateForm {
    utc,         ///< `2026-03-02 14:05:09 UTC`, or with an offset
    zone_lost,   ///< the same without its zone: someone's re-save
    zone_never,  ///< `2019-11-06T02:08:20` or `11/6/19, 2:08 AM`: eras that wrote no zone
    day_only,    ///< `4-Apr-21`: a spreadsheet's re-save
};

struct MessageDate {
    Instant at;  ///< as if the zone were UTC, a date without a time its 00:00
    DateForm form{DateForm::utc};
};

/// The DATE of a message, or Sent At of an invitation, of any era. A date that does not exist is bad, never another date.
[[nodiscard]] Checked<MessageDate> parse_message_date(std::string_view text);

/// Connected On: `08 Feb 2026`, `09 Jul 17`, `15 September 2026`, `4-Apr-21`, or the date of an old era with its time.
[[nodiscard]] Checked<Day> parse_connected_on(std::string_view text);

}  // namespace inmail::io::linkedin
