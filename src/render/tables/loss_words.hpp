#pragma once

#include <string>

#include "inmail/app/forecast/forecast.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

/// "send 37 by 30 June or lose 37"
[[nodiscard]] std::string send_or_lose(Credits amount, Instant too_late, const Display& display);

/// "send 37 by 28 June and 8 by 30 June or lose them (37 granted on 30 March expire: RULES section 4, expiry; ...)"; of a row
/// that loses something. Of many deadlines those of most credits are told.
[[nodiscard]] std::string losing_words(const app::ForecastReport::Row& row, const Display& display);

/// "runs dry on 17 June at this pace, 2.3 InMails a day"; of a row that does.
[[nodiscard]] std::string dry_words(const app::ForecastReport::Row& row, const Display& display);

}  // namespace inmail::render
