#include "inmail/app/reports/audit.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "fold/account_facts.hpp"
#include "fold/at_stops.hpp"
#include "fold/by_account.hpp"
#include "fold/fold_run.hpp"
#include "fold/seat_tally.hpp"
#include "fold/trend.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/observation.hpp"
#include "inmail/core/errors.hpp"
#include "reports/cost_watch.hpp"
#include "reports/drift.hpp"
#include "reports/months.hpp"
#include "reports/policy_watch.hpp"
#include "reports/response_tally.hpp"
#include "reports/worth_tally.hpp"

namespace inmail::app {
namespace {

void add(AuditRow& sum, const AuditRow& row) {
    sum.opening += row.opening;
    sum.closing += row.closing;
    sum.flow += row.flow;
    sum.pending += row.pending;
    sum.responses += row.responses;
    sum.cost += row.cost;
    sum.worth += row.worth;
    sum.before.flow += row.before.flow;
    sum.before.responses += row.before.responses;
}

/// By name; the one without a name last.
std::vector<AuditTeam> teams_of(const std::vector<AuditRow>& rows) {
    std::map<std::pair<bool, std::string>, AuditTeam> teams;
    for (const AuditRow& row : rows) {
        AuditTeam& team = teams[{!row.team.has_value(), row.team.value_or("")}];
        team.team = row.team;
        team.sum.team = row.team;
        add(team.sum, row);
        team.accounts += row.took_part() ? 1 : 0;
        team.losing += row.lost() > no_credits ? 1 : 0;
    }
    std::vector<AuditTeam> sorted;
    for (auto& entry : teams) sorted.push_back(std::move(entry.second));
    return sorted;
}

/// What is collected from postings during the fold, because no account's state keeps it.
struct Seen : Observer {
    Seen(Store& store, const ReportQuery& query, const Span& span, const Span& before)
        : months(span),
          by_seat(query.by_seat),
          closes(store),
          responses(span),
          responses_before(before),
          costs(span),
          policy(store, query) {}

    void on(const Posting& p) override {
        if (by_seat) shares.on(p);
        policy.on(p);
        responses_before.on(p);
        if (p.at < months.from) return;
        follow(observations, p, [](auto& observed) -> AccountId& { return observed.first; });
        if (p.kind == Posting::Kind::observed && p.amount != p.held)
            observations.push_back({p.account, {{}, p.at, p.amount, p.held}});
        closes.on(p);
        responses.on(p);
        costs.on(p);
        losses.follow(p);
        if (is_loss(p.kind)) losses[p.account].add(p);
        price_changes.follow(p);
        if (p.changes_price) ++price_changes[p.account];
    }

    [[nodiscard]] bool wants(Posting::Kind kind) const override { return by_seat || kinds.has(kind); }
    [[nodiscard]] bool needs_global_order() const override { return false; }

    static constexpr PostingKinds kinds = PolicyWatch::kinds | ResponseTally::kinds | CostWatch::kinds | loss_kinds |
                                          PostingKinds{Posting::Kind::observed, Posting::Kind::closed, Posting::Kind::outside};
    const Span months;
    const bool by_seat;
    DriftFinder closes;
    ResponseTally responses;
    ResponseTally responses_before;
    CostWatch costs;
    ByAccount<WorthTally> losses;
    ByAccount<std::int64_t> price_changes;
    PolicyWatch policy;
    SeatTally shares;  ///< from the beginning on
    std::vector<std::pair<AccountId, Observation>> observations;
};

/// What an audit compares of an account's state: a team's whole states would take megabytes.
struct OpeningFigures {
    Credits available;
    Totals totals;
};

/// The accounts, and the members' shares, just before some months.
struct Opening {
    Instant eve;
    AtStops<OpeningFigures> accounts;
    SeatTally shares;
};

/// The account just before the months. It includes the totals of handles whose licence it took over since, so that flows
/// subtract.
OpeningFigures start_of(const AccountState& state, const Opening& opening) {
    const OpeningFigures* kept = opening.accounts.find(opening.eve, state);
    OpeningFigures start = kept == nullptr ? OpeningFigures{} : *kept;
    for (auto former = state.formerly.begin(); former != state.formerly.end(); ++former) {
        const auto next = std::next(former);
        const AccountId taker = next == state.formerly.end() ? state.account : AccountId::of(next->seat);
        const OpeningFigures* counted = former->until > opening.eve ? opening.accounts.find(opening.eve, taker) : nullptr;
        if (counted != nullptr) start.totals += counted->totals;
    }
    return start;
}

/// The same number of months just before; none if the ledger began later.
std::optional<Months> months_before(Store& store, Month from, Month to) {
    const std::int32_t count = to.value - from.value + 1;
    const Months before{from + -count, from + -1};
    return before.from < first_month(store) ? std::nullopt : std::optional{before};
}

AuditRow row_of(Store& store, const FoldRun& fold_run, const Seen& seen, const Opening& opening, const AccountState& state) {
    const OpeningFigures start = start_of(state, opening);
    AuditRow row;
    row.account = fold_run.name_of(state.account);
    row.team = team_of(fold_run, state.account);
    row.plan = plan_of(store, state);
    row.active = state.active;
    if (state.terms != nullptr) row.cap = state.terms->cap;
    row.members = state.members;
    row.opening = start.available;
    row.closing = state.available;
    row.flow = state.totals - start.totals;
    row.price_changes = seen.price_changes.of(state.account);
    row.pending = state.pending;
    row.responses = seen.responses.of(state.account);
    row.worth = seen.losses.of(state.account).worth();
    row.by_seat = seen.shares.shares(fold_run, state.account, opening.shares);
    ensure(row.opening + row.flow.balance() == row.closing, "a month conserves credits, account by account (RULES section 6)");
    return row;
}

std::vector<PoolOfTeam> pools_of_team(Store& store, const FoldRun& fold_run) {
    std::vector<PoolOfTeam> pools;
    if (fold_run.query().team.empty()) return pools;
    for (const auto& state : fold_run.reconciler().accounts()) {
        if (!state.account.is_pool()) continue;
        PoolOfTeam found{fold_run.query().team, name_account(store, state.account), {}};
        for (const Member& member : fold_run.reconciler().members(state.account.pool())) {
            if (fold_run.asks_about(state.account, member.seat)) found.seats.push_back(store.name_of(member.seat));
        }
        if (found.seats.empty()) continue;
        std::sort(found.seats.begin(), found.seats.end());
        pools.push_back(std::move(found));
    }
    std::sort(pools.begin(), pools.end(), [](const auto& a, const auto& b) { return a.pool < b.pool; });
    return pools;
}

}  // namespace

AuditReport audit(Store& store, const ReportQuery& query, Month from, Month to) {
    require_months(store, query.as_of, from, to);
    AuditReport report;
    report.from = from;
    report.to = to;
    report.known_at = query.known_at;
    report.so_far = end_of(to) > query.as_of;
    report.as_of = std::min(end_of(to), query.as_of);
    report.head = store.extent().head;

    ReportQuery until_the_end = query;
    until_the_end.as_of = report.as_of;
    report.before = months_before(store, from, to);
    const Instant first = start_of(report.before ? report.before->from : from);
    Opening opening{start_of(from) - Duration{1}, {}, {}};
    Opening before{first - Duration{1}, {}, {}};
    Seen seen(store, until_the_end, {start_of(from), report.as_of}, {first, opening.eve});
    FoldRun fold_run(store, until_the_end, &seen, query.by_seat ? first_instant : std::min(first, seen.policy.from()));
    Trend trend(report.as_of, query.trend_months);
    std::set<Instant> stops(trend.stops().begin(), trend.stops().end());
    for (const Instant eve : {opening.eve, before.eve}) {
        if (eve >= first_instant) stops.insert(eve);
    }
    fold_run.fold_to({stops.begin(), stops.end()}, [&](Instant stop) {
        trend.keep(stop, fold_run.reconciler());
        for (Opening* start : {&opening, &before}) {
            if (stop != start->eve) continue;
            for (const auto& state : fold_run.reconciler().accounts())
                start->accounts.keep(stop, state.account, {state.available, state.totals});
            start->shares = seen.shares;
        }
    });

    for (const auto& entry : fold_run.listed()) {
        report.rows.push_back(row_of(store, fold_run, seen, opening, entry.second));
        report.rows.back().cost = seen.costs.of(entry.second.account);
        report.rows.back().trend = trend.of(entry.second);
        if (!report.before) continue;
        report.rows.back().before = {start_of(entry.second, opening).totals - start_of(entry.second, before).totals,
                                     seen.responses_before.of(entry.second.account)};
    }
    report.teams = teams_of(report.rows);
    for (const AuditRow& row : report.rows) add(report.total, row);
    report.pools_left_out = pools_of_team(store, fold_run);
    for (auto& [id, observation] : seen.observations) {
        if (!fold_run.asks_about(id)) continue;
        observation.account = fold_run.name_of(id);
        report.observations.push_back(std::move(observation));
    }
    std::stable_sort(report.observations.begin(), report.observations.end(), [](const Observation& a, const Observation& b) {
        return std::tie(a.at, a.account) < std::tie(b.at, b.account);
    });
    report.policy = seen.policy.standings(store, fold_run);
    report.drift = seen.closes.found(fold_run);
    return report;
}

}  // namespace inmail::app
