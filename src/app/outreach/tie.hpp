#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "inmail/app/outreach/planner.hpp"

namespace inmail::app {

/// What ties a prospect to a seat, the strongest first.
enum class Tie : std::uint8_t { answered, accepted, waits, declined, none };

[[nodiscard]] Tie tie_of(const Contact& contact, const PlanInput& input);
/// When it was tied: of answers the latest, of waiting messages the first.
[[nodiscard]] Instant tied_at(const Contact& contact, Tie tie, const PlanInput& input);

/// The messages since the latest answer, by time: one of each kind.
[[nodiscard]] std::vector<Instant> unanswered_messages(const Contact& contact);
/// Those of them that are still waited for: an InMail as long as it is pending, a request as long as it may be accepted and the
/// seat can go on after it, any message for a week.
[[nodiscard]] std::vector<Instant> awaited_messages(const Contact& contact, const PlanInput& input);

/// When the last of them is waited for no more; none: that is not known, or there is none.
[[nodiscard]] std::optional<Instant> awaited_until(const Contact& contact, const PlanInput& input);

/// The beginning of the seventh date after a message, where the user is.
[[nodiscard]] Instant a_week_after(Instant sent, const Sequences& sequences);

}  // namespace inmail::app
