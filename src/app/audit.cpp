#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "drift.hpp"
#include "inmail/app/reports.hpp"
#include "inmail/core/errors.hpp"
#include "report_parts.hpp"

namespace inmail::app {
namespace {

void check_months(Store& store, Instant now, Month from, Month to) {
    if (to < from) throw InputError(fmt::format("the months run backwards: {} comes after {}", to_string(from), to_string(to)));
    const Month this_month = month_of(day_of(now));
    if (to > this_month) {
        throw InputError(fmt::format("{} lies in the future", to_string(to)), fmt::format("the last month to audit is {}", to_string(this_month)));
    }
    const auto first = store.first_occurred_at();
    if (!first) throw InputError("the ledger holds no events yet", "`inmail subscribe SEAT --plan PLAN` records the first seat");
    const Month began = month_of(day_of(*first));
    if (from < began) {
        throw InputError(fmt::format("{} lies before the ledger began", to_string(from)),
                         fmt::format("the first month to audit is {}", to_string(began)));
    }
}

AuditRow total_of(const std::vector<AuditRow>& rows) {
    AuditRow total;
    for (const AuditRow& row : rows) {
        total.opening += row.opening;
        total.closing += row.closing;
        total.flow += row.flow;
        total.pending += row.pending;
    }
    return total;
}

}  // namespace

AuditReport audit(Store& store, const View& view, Month from, Month to) {
    check_months(store, view.as_of, from, to);
    const Instant opening = start_of(from) - Duration{1};
    AuditReport report;
    report.from = from;
    report.to = to;
    report.known_at = view.known_at;
    report.so_far = end_of(to) > view.as_of;
    report.as_of = std::min(end_of(to), view.as_of);
    report.head = store.head();

    std::vector<std::pair<AccountId, Observation>> observed;
    DriftFinder closes(store);
    SeatTally tally;
    SeatTally tally_before;
    Collector collector([&](const Posting& p) {
        if (view.by_seat) tally.on(p);
        if (p.at <= opening) return;
        if (p.kind == Posting::Kind::observed && p.amount != p.held) observed.push_back({p.account, {{}, p.at, p.amount, p.held}});
        closes.on(p);
    });

    View until_the_end = view;
    until_the_end.as_of = report.as_of;
    Books books(store, until_the_end, &collector);
    std::map<AccountId, AccountState> before;
    std::vector<Instant> stops;
    if (opening >= first_instant) stops.push_back(opening);
    books.fold_to(stops, [&](Instant) {
        for (auto& state : books.reconciler().accounts()) before.emplace(state.account, std::move(state));
        tally_before = tally;
    });

    for (const auto& [name, state] : books.listed()) {
        const AccountState& start = before[state.account];
        AuditRow row;
        row.account = name;
        row.team = team_of(books, state.account);
        row.plan = plan_of(store, state);
        row.active = state.active;
        row.opening = start.available;
        row.closing = state.available;
        row.flow = state.totals - start.totals;
        row.pending = state.pending;
        row.by_seat = tally.shares(store, state.account, tally_before);
        ensure(row.opening + row.flow.balance() == row.closing, "a month conserves credits, account by account (RULES section 6)");
        report.rows.push_back(std::move(row));
    }
    report.total = total_of(report.rows);
    for (auto& [id, observation] : observed) {
        if (!books.asks_about(id)) continue;
        observation.account = name_account(store, id);
        report.observations.push_back(std::move(observation));
    }
    report.drift = closes.found(books);
    return report;
}

}  // namespace inmail::app
