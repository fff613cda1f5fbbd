#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/app/forecast/forecast.hpp"
#include "inmail/render/format.hpp"
#include "inmail/render/table.hpp"

namespace inmail::render {

/// What becomes of the credits, in the one word that every report has for it: "expired", "forfeited" or "zeroed".
[[nodiscard]] std::string_view loss_word(Posting::Kind kind);

/// How long credits can be used that are lost at `too_late`, for a table: "2026-06-30", the last UTC day; or
/// "2026-06-30 09:30" if that day is not whole.
[[nodiscard]] std::string usable_until(Instant too_late, const Display& display);
/// Empty if no send can save any of them.
[[nodiscard]] std::string usable_until(const app::ComingLoss& loss, const Display& display);

/// "send 37 by 28 June and 8 by 30 June or lose them"; of losses that are at least one. Of more than two deadlines the first
/// and the last are named. Begins with the plan's end if that is one of them.
[[nodiscard]] std::string losing_words(const app::LossesAhead& ahead, const Display& display);

/// Of a plan that ends: `losing_words` if its end is among the losses, else "cancelled on 20 December: send 96 by 19 December or
/// lose 96, and 50 before that".
[[nodiscard]] std::string plan_end_words(const app::LossesAhead& ahead, const Display& display);

/// What to tell an account's people of its losses: a sentence about those of the report's time, and one about the plan's end if
/// that is not among them.
[[nodiscard]] std::vector<std::string> loss_advice(const app::LossesAhead& ahead, const Display& display);

/// How many of these end a plan after `until`. Each has a `plan_end`, or may have one.
template <class Rows>
[[nodiscard]] std::int64_t ends_after(Instant until, const Rows& rows) {
    return std::count_if(rows.begin(), rows.end(), [&](const auto& row) {
        const std::optional<app::PlanEnd>& end = row.plan_end;
        return end && end->at > until;
    });
}
/// "; a plan ends after that", so that "nothing" does not contradict the advice beside it; empty if none ends.
[[nodiscard]] std::string later_words(std::int64_t ends_later);

/// "About to be lost by 30 October: 449 credits, worth USD 4,490.00 at ...": the sum that every report names. `ends_later`: plans
/// that end after `until`.
void add_coming_note(Table& table, Instant until, Credits losing, const app::Worth& worth, std::int64_t ends_later,
                     const Display& display);

/// "runs out on 17 June at 2.3 sends/day"; only for a row that runs out.
[[nodiscard]] std::string dry_words(const app::ForecastReport::Row& row, const Display& display);

}  // namespace inmail::render
