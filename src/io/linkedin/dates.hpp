#pragma once

#include <string_view>

#include "inmail/core/checked.hpp"
#include "inmail/core/time.hpp"

namespace inmail::io::linkedin {

/// The precision of a date in an export.
enum class DateForm {
    utc,         ///< `2026-03-02 14:05:09 UTC`, or with an offset
    zone_lost,   ///< the same without a zone: a program saved the file again
    zone_never,  ///< `2019-11-06T02:08:20` or `11/6/19, 2:08 AM`: older exports write no zone
    day_only,    ///< `4-Apr-21`: a spreadsheet saved the file again
};

struct MessageDate {
    Instant at;  ///< read as UTC; 00:00 if there is no time
    DateForm form{DateForm::utc};
};

/// Reads the DATE of a message or the Sent At of an invitation, in every format LinkedIn has used. Rejects impossible dates.
[[nodiscard]] Checked<MessageDate> parse_message_date(std::string_view text);

/// Reads Connected On: `08 Feb 2026`, `09 Jul 17`, `15 September 2026`, `4-Apr-21`, or an older format with a time.
[[nodiscard]] Checked<Day> parse_connected_on(std::string_view text);

}  // namespace inmail::io::linkedin
