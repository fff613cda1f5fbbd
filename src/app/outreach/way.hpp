#pragma once

#include <cstddef>
#include <cstdint>

#include "inmail/app/outreach/planner.hpp"

namespace inmail::app {

/// How well a seat can reach a prospect, the best first.
enum class Rank : std::uint8_t { free, unanswered_note, waiting_note, inmail_first, note, nothing };

/// What one seat can do for a prospect.
struct Way {
    Rank rank{Rank::nothing};
    Route route;
    std::optional<NextStep> step{};  ///< of the sequence that runs, due or not, by the plan of its day
};

/// What the ledger knows of the seat and the prospect; null: nothing.
[[nodiscard]] const Contact* contact_of(const PlannedProspect& prospect, std::size_t seat);

/// A route without a channel, for the reason.
[[nodiscard]] Route not_now(RouteReason reason, std::optional<Instant> since = std::nullopt,
                            std::optional<Instant> not_before = std::nullopt, std::optional<std::size_t> seat = std::nullopt);

/// The cheapest valid channel of the seat to the prospect, by what is known of both: the one decision of `route` and `next`.
/// Credits and limits of LinkedIn are not looked at. A prospect of `Rank::note` has InMail as channel, and may get a note.
///
/// Of the seats of a team, one at most may write: the one that has the latest answer, else the latest acceptance, else the one
/// that waits longest for an answer. Seats whose plan has ended come last.
///
/// The plan that the seat has on the day of the message decides. `earliest`: no message before it.
[[nodiscard]] Way way_of(const PlanInput& input, const PlannedProspect& prospect, std::size_t seat,
                         Instant earliest = first_instant);

/// When the InMail is due if nobody accepts or answers the request `note`, a route: by the sequence that it begins or goes on
/// with; if that has none, seven days after the note.
[[nodiscard]] Instant inmail_after(const PlanInput& input, const PlannedProspect& prospect, const Route& note);

/// Whether LinkedIn takes an InMail of the seat: none after one that is unanswered.
[[nodiscard]] bool takes_inmail(const PlannedProspect& person, std::size_t seat);

}  // namespace inmail::app
