#include <utility>

#include "inmail/app/reports.hpp"
#include "report_parts.hpp"

namespace inmail::app {
namespace {

/// What each named seat that draws on a pool has to do with it.
std::vector<MemberShare> shares_of(Store& store, const Books& books) {
    std::vector<MemberShare> shares;
    for (const auto& typed : books.view().accounts) {
        const AccountId id = find_account(store, typed);
        if (id.is_pool()) continue;
        const SeatState seat = books.reconciler().seat(id.seat());
        if (is_none(seat.pool)) continue;
        shares.push_back(
            {store.name_of(id.seat()), store.name_of(seat.pool), books.reconciler().sends_against_limit(id.seat()), seat.limit});
    }
    return shares;
}

}  // namespace

BalanceReport balance(Store& store, const View& view) {
    SeatTally tally;
    Collector collector([&](const Posting& p) { tally.on(p); });
    Books books(store, view, view.by_seat ? &collector : nullptr);
    Trend trend(view.as_of, view.trend_months);
    books.fold_to(trend.stops(), [&](Instant stop) { trend.keep(stop, books.reconciler()); });
    BalanceReport report{view.as_of, view.known_at, {}, shares_of(store, books)};
    for (auto& [name, state] : books.listed()) {
        AccountBalance row;
        row.account = name;
        row.team = team_of(books, state.account);
        row.active = state.active;
        row.plan = plan_of(store, state);
        if (state.had_stint) row.rulebook = store.name_of(state.rulebook);
        row.available = state.available;
        if (state.terms != nullptr) {
            row.allowance = state.terms->allowance;
            row.cap = state.terms->cap;
        }
        row.members = state.members;
        row.next_refresh = state.next_refresh;
        row.pending = state.pending;
        row.lots = std::move(state.lots);
        row.totals = state.totals;
        row.trend = trend.of(state);
        row.by_seat = tally.shares(store, state.account);
        report.accounts.push_back(std::move(row));
    }
    return report;
}

}  // namespace inmail::app
