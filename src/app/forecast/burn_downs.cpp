#include "forecast/burn_downs.hpp"

#include <algorithm>
#include <cmath>

namespace inmail::app {
namespace {

/// A rate as answers of so many sends.
Responses at_rate(double rate) {
    constexpr std::int64_t sends = 1000;
    return {sends, std::llround(rate * sends)};
}

/// The same paces with another rate of answers, if any rate is known.
std::vector<Pace> answered_at(std::vector<Pace> paces, double Responses::Interval::*end) {
    for (Pace& pace : paces) {
        if (pace.responses.sent > 0) pace.responses = at_rate(pace.responses.interval().*end);
    }
    return paces;
}

/// The ends of the UTC days from `from` on, before `until`.
std::vector<Instant> ends_of_days(Instant from, Instant until) {
    std::vector<Instant> ends;
    for (Day day = day_of(from); end_of(day) < until; day = day + 1) {
        if (end_of(day) > from) ends.push_back(end_of(day));
    }
    return ends;
}

/// What the account holds at the nth stop. Once it runs dry nothing is left: an answer to the send that found no credit may bring
/// one back, but the next send takes it.
Credits held_at(const PacedCourse& course, const std::vector<Instant>& stops, std::size_t nth) {
    return course.dry_at && *course.dry_at <= stops[nth] ? no_credits : course.held[nth];
}

}  // namespace

bool BurnDown::has_band() const {
    return std::any_of(points.begin(), points.end(), [](const Point& point) { return point.low != point.high; });
}

std::map<AccountId, BurnDown> burn_downs(const FoldRun& fold_run, const std::vector<Pace>& paces,
                                         const std::map<AccountId, Instant>& ends) {
    const Instant as_of = fold_run.query().as_of;
    Instant latest = as_of;
    for (const auto& [account, end] : ends) latest = std::max(latest, end);
    const std::vector<Instant> stops = ends_of_days(as_of, latest);
    const auto expected = paced_courses(fold_run, paces, latest, stops);
    const auto low = paced_courses(fold_run, answered_at(paces, &Responses::Interval::low), latest, stops);
    const auto high = paced_courses(fold_run, answered_at(paces, &Responses::Interval::high), latest, stops);

    std::map<AccountId, BurnDown> all;
    for (const auto& [account, course] : expected) {
        const auto end = ends.find(account);
        if (end == ends.end()) continue;
        BurnDown& burn_down = all[account];
        const auto state = fold_run.reconciler().account(account);
        const Credits held = state ? state->available : no_credits;
        burn_down.points.push_back({as_of, held, held, held});
        for (std::size_t i = 0; i < stops.size() && stops[i] < end->second; ++i)
            burn_down.points.push_back(
                {stops[i], held_at(course, stops, i), held_at(low.at(account), stops, i), held_at(high.at(account), stops, i)});
    }
    return all;
}

}  // namespace inmail::app
