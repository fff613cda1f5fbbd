#include "outreach/account_periods.hpp"

#include <algorithm>
#include <utility>

namespace inmail::app {
namespace {

using Periods = std::map<SeatId, std::vector<AccountPeriod>>;

bool is_one_period(const AccountPeriod& a, const AccountPeriod& b) {
    if (!a.has_plan() || !b.has_plan()) return a.has_plan() == b.has_plan();
    return a.account->account == b.account->account && a.account->plan == b.account->plan &&
           a.account->rulebook == b.account->rulebook && a.account->stint_since == b.account->stint_since;
}

void add_seats_of(const Event& event, const Reconciler& reconciler, std::set<SeatId>& seats) {
    if (!is_none(event.seat)) seats.insert(event.seat);
    if (const auto* reassign = std::get_if<Event::Reassign>(&event.payload)) seats.insert(reassign->to);
    if (is_none(event.pool)) return;
    for (const Member& member : reconciler.members(event.pool)) seats.insert(member.seat);
}

/// Plays the plan events of one group.
void play(const FoldRun& fold_run, const AccountGroups::Members& group, Periods& periods) {
    const Instant now = fold_run.query().as_of;
    Reconciler future = fold_run.reconciler().fork(nullptr, group.subjects, Reconciler::ForkedMessages::none);
    for (auto from = group.events.begin(); from != group.events.end();) {
        const Instant at = (*from)->at;
        const auto to = std::find_if(from, group.events.end(), [at](const Event* event) { return event->at != at; });
        std::set<SeatId> touched;
        const auto touch = [&] { std::for_each(from, to, [&](const Event* event) { add_seats_of(*event, future, touched); }); };
        touch();
        future.apply({from, to});
        touch();
        for (const SeatId seat : touched) {
            const auto of_seat = periods.find(seat);
            if (of_seat == periods.end()) continue;
            AccountPeriod period{at, future.account(future.account_of(seat))};
            if (auto& account = period.account) account->account = handle_at(*account, now).value_or(account->account);
            if (!is_one_period(of_seat->second.back(), period)) of_seat->second.push_back(std::move(period));
        }
        from = to;
    }
}

}  // namespace

Periods account_periods(const FoldRun& fold_run, const std::set<SeatId>& seats) {
    Periods periods;
    const Reconciler& reconciler = fold_run.reconciler();
    for (const SeatId seat : seats)
        periods[seat].push_back({fold_run.query().as_of, reconciler.account(reconciler.account_of(seat))});
    const auto& ahead = fold_run.plan_events_ahead();
    if (ahead.empty()) return periods;
    for (const auto& group : fold_run.groups(ahead)) {
        if (!group.events.empty()) play(fold_run, group, periods);
    }
    return periods;
}

}  // namespace inmail::app
