#pragma once

#include <optional>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/core/event.hpp"
#include "inmail/core/posting.hpp"

namespace inmail::app {

/// How far ahead a report looks for losses by default. It is the same for all reports, so that they show the same number, and
/// long enough for every account to have a refresh.
constexpr Duration usual_horizon = days(31);
/// Where to look if nothing is lost before that: credits live three months, so their loss is in sight even if it is not near.
constexpr Duration far_horizon = days(92);

/// Credits that an idle account loses: nothing is sent, nobody replies, and of the events recorded for later only changes of
/// plan happen. Every report on coming losses shows these; `IdleProjection` computes them, by letting the fold go on.
struct ComingLoss {
    Posting::Kind kind{
        Posting::Kind::expired};  ///< expired; forfeited at a refresh: withheld (`stop`) or trimmed (`trim`); zeroed
    Instant at;                   ///< the first instant at which it is too late to use them
    Credits amount;
    std::optional<LotId> lot;  ///< which credits go; none (withheld): allowance that is not granted
    PlanId plan{};             ///< of the stint that loses them
    RulebookId rulebook{};     ///< likewise
    SharedPlanPrice price{};   ///< likewise; null: its contract names none
    /// How many of them no send before `at` can save: a cancel at the instant of a refresh also takes the new allowance.
    Credits beyond_saving{};
    /// Of a `withheld` allowance: by how much the account exceeds the cap. That many must be sent in addition.
    Credits above_cap{};

    [[nodiscard]] Credits saveable() const { return amount - beyond_saving; }
    /// The last UTC day on which they can be used; none if all are beyond saving.
    [[nodiscard]] std::optional<Day> last_day() const {
        return saveable() == no_credits ? std::nullopt : std::optional{day_of(at - Duration{1})};
    }
};

/// The first of an account's losses, together with the others of its instant; none if there is none.
[[nodiscard]] std::optional<ComingLoss> next_loss_of(const std::vector<ComingLoss>& losses);

/// What must be sent before an instant, in addition to earlier deadlines, and what is lost then if nothing is sent.
struct Deadline {
    Instant too_late;
    Credits lost;     ///< those that a send can save
    Credits to_send;  ///< to save all of them; 0 if earlier sends do that
};

/// The deadlines of an account's losses, soonest first, without those that no send can meet. Allowances that only an active
/// account gets are left out.
[[nodiscard]] std::vector<Deadline> deadlines_of(const std::vector<ComingLoss>& losses);

/// A refresh of an idle account.
struct ComingRefresh {
    Instant at;
    Credits granted;
};

/// That an account's plan ends: a cancel or switch that is recorded for later.
struct PlanEnd {
    Instant at;
    EventKind event{EventKind::cancel};  ///< cancel; or switch_plan, for another plan or a seat's way into a pool
    Credits lost;                        ///< all that an idle account loses at that instant: the sum of its coming losses of then
    Credits beyond_saving{};             ///< those of `lost` that no send before can save
    Credits zeroed{};                    ///< those of `lost` that it still holds when the plan ends
    Credits lost_before{};               ///< what an idle account loses from the report's moment on, before that instant

    [[nodiscard]] Credits saveable() const { return lost - beyond_saving; }
};

/// What an account loses if it stays idle, and how to avoid it. Every advice is made from all three.
struct LossesAhead {
    std::vector<ComingLoss> losses;   ///< up to the end of the report's time, soonest first
    std::vector<Deadline> deadlines;  ///< by which to send so that none of `losses` is lost
    std::optional<PlanEnd> plan_end;  ///< the first, however far ahead
};

/// An account whose plan ends.
struct ComingEnd : LossesAhead {
    AccountName account;
};

}  // namespace inmail::app
