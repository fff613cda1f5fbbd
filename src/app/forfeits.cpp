#include <algorithm>
#include <map>
#include <tuple>

#include "inmail/app/reports.hpp"
#include "inmail/core/errors.hpp"
#include "report_parts.hpp"

namespace inmail::app {
namespace {

/// What each account lost, as the fold tells it.
struct Losses {
    Totals flow;
    std::vector<ForfeitsReport::Refresh> refreshes;
};

/// What the calendar alone will forfeit at each account's next refresh: watched while the books let time pass.
class NextForfeits {
  public:
    void expect(const AccountState& state) {
        if (!state.next_refresh) return;
        due_.emplace(state.account, *state.next_refresh);
        last_ = std::max(last_, *state.next_refresh);
    }
    void on(const Posting& p) {
        const auto due = due_.find(p.account);
        const bool is_next = due != due_.end() && due->second == p.at;
        if (is_next && p.kind == Posting::Kind::refreshed && !p.refresh->join) forfeits_[p.account] = p.refresh->forfeited;
    }
    /// The last of the refreshes that are expected.
    [[nodiscard]] Instant last() const { return last_; }
    [[nodiscard]] std::optional<Credits> of(AccountId account) const {
        const auto it = forfeits_.find(account);
        return it == forfeits_.end() ? std::nullopt : std::optional{it->second};
    }

  private:
    std::map<AccountId, Instant> due_;
    std::map<AccountId, Credits> forfeits_;
    Instant last_;
};

}  // namespace

ForfeitsReport forfeits(Store& store, const View& view, int months) {
    const Month to = month_of(day_of(view.as_of));
    ForfeitsReport report;
    report.as_of = view.as_of;
    report.known_at = view.known_at;
    report.from = std::max(to + (1 - months), Month{0});
    report.to = to;

    const Instant since = start_of(report.from);
    std::map<AccountId, Losses> losses;
    SeatTally tally;
    SeatTally tally_before;
    NextForfeits next;
    Collector collector([&](const Posting& p) {
        if (p.at > view.as_of) return next.on(p);
        if (view.by_seat) tally.on(p);
        if (p.at < since) return;
        losses[p.account].flow.add(p);
        if (p.kind != Posting::Kind::refreshed || p.refresh->forfeited == no_credits) return;
        const Posting::Refresh& r = *p.refresh;
        losses[p.account].refreshes.push_back({p.at, r.held, r.allowance, r.cap, r.granted, r.forfeited});
    });
    Books books(store, view, &collector);
    std::vector<Instant> stops;
    if (since > first_instant) stops.push_back(since - Duration{1});
    books.fold_to(stops, [&](Instant) { tally_before = tally; });
    const auto accounts = books.listed();
    for (const auto& [name, state] : accounts) next.expect(state);
    books.let_time_pass(std::max(view.as_of, next.last()));

    report.accounts_seen = static_cast<int>(accounts.size());
    for (const auto& [name, state] : accounts) {
        ForfeitsReport::Row row;
        row.account = name;
        row.team = team_of(books, state.account);
        row.plan = plan_of(store, state);
        const Losses& lost = losses[state.account];
        row.flow = lost.flow;
        row.refreshes = lost.refreshes;
        row.next_refresh = state.next_refresh;
        row.next_forfeit = next.of(state.account);
        row.by_seat = tally.shares(store, state.account, tally_before);
        report.forfeited += row.flow.forfeited;
        report.expired += row.flow.expired;
        const bool loses = row.flow.forfeited > no_credits || row.flow.expired > no_credits || row.next_forfeit.value_or(no_credits) > no_credits;
        if (loses) report.rows.push_back(std::move(row));
    }
    std::stable_sort(report.rows.begin(), report.rows.end(), [](const auto& a, const auto& b) {
        const auto lost = [](const auto& r) {
            return std::make_tuple(r.flow.forfeited + r.flow.expired, r.next_forfeit.value_or(no_credits));
        };
        return lost(a) > lost(b);
    });
    return report;
}

}  // namespace inmail::app
