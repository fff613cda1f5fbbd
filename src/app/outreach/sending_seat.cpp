#include "inmail/app/outreach/sending_seat.hpp"

#include <algorithm>
#include <iterator>

#include "inmail/core/errors.hpp"

namespace inmail::app {
namespace {

using Periods = std::vector<PlanPeriod>;

/// The first one that begins after `t`.
Periods::const_iterator period_after(const Periods& periods, Instant t) {
    return std::upper_bound(periods.begin(), periods.end(), t,
                            [](Instant instant, const PlanPeriod& period) { return instant < period.from; });
}

}  // namespace

const PlanPeriod& SendingSeat::at(Instant t) const {
    const auto next = period_after(periods, t);
    ensure(next != periods.begin(), "the first period has begun");
    return *std::prev(next);
}

bool SendingSeat::has_plan_left() const {
    return std::any_of(periods.begin(), periods.end(), [](const PlanPeriod& period) { return period.has_plan; });
}

std::optional<Instant> SendingSeat::period_end(Instant t) const {
    const auto next = period_after(periods, t);
    return next == periods.end() ? std::nullopt : std::optional(next->from);
}

std::optional<Instant> SendingSeat::first_with_plan(Instant t) const {
    if (at(t).has_plan) return t;
    const auto next =
        std::find_if(period_after(periods, t), periods.end(), [](const PlanPeriod& period) { return period.has_plan; });
    return next == periods.end() ? std::nullopt : std::optional(next->from);
}

std::optional<Instant> SendingSeat::plan_ends() const {
    return periods.back().has_plan ? std::nullopt : std::optional(periods.back().from);
}

}  // namespace inmail::app
