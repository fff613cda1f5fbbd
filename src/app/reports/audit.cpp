#include "inmail/app/reports/audit.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "fold/account_facts.hpp"
#include "fold/fold_part.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/names.hpp"
#include "inmail/core/errors.hpp"
#include "reports/audit_part.hpp"
#include "reports/months.hpp"

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

/// The same number of months just before; none if the ledger began later.
std::optional<Months> months_before(Store& store, Month from, Month to) {
    const std::int32_t count = to.value - from.value + 1;
    const Months before{from + -count, from + -1};
    return before.from < first_month(store) ? std::nullopt : std::optional{before};
}

}  // namespace

AuditPart::AuditPart(Store& store, const ReportQuery& query, Month from, Month to)
    : store_(store),
      first_month_(from),
      last_month_(to),
      months_before_(months_before(store, from, to)),
      months_{inmail::start_of(from), query.as_of},
      by_seat_(query.by_seat),
      eve_(months_.from - Duration{1}),
      eve_before_(inmail::start_of(months_before_ ? months_before_->from : from) - Duration{1}),
      trend_(query.as_of, query.trend_months),
      closes_(store),
      responses_(months_),
      responses_before_({eve_before_ + Duration{1}, eve_}),
      costs_(months_),
      policy_(store, query) {}

Instant AuditPart::from() const { return by_seat_ ? first_instant : std::min(eve_before_ + Duration{1}, policy_.from()); }

std::vector<Instant> AuditPart::stops() const {
    std::vector<Instant> stops = trend_.stops();
    for (const Instant eve : {eve_, eve_before_}) {
        if (eve >= first_instant) stops.push_back(eve);
    }
    return stops;
}

void AuditPart::at_stop(Instant stop, const Reconciler& reconciler) {
    trend_.keep(stop, reconciler);
    if (stop == eve_ || stop == eve_before_) starts_.keep(stop, reconciler);
    if (stop == eve_) shares_before_ = shares_;
}

void AuditPart::on(const Posting& p) {
    if (by_seat_) shares_.on(p);
    policy_.on(p);
    responses_before_.on(p);
    if (p.at < months_.from) return;
    follow(observations_, p, [](auto& observed) -> AccountId& { return observed.first; });
    if (p.kind == Posting::Kind::observed && p.amount != p.held)
        observations_.push_back({p.account, {{}, p.at, p.amount, p.held}});
    closes_.on(p);
    responses_.on(p);
    costs_.on(p);
    losses_.follow(p);
    if (is_loss(p.kind)) losses_[p.account].add(p);
    price_changes_.follow(p);
    if (p.changes_price) ++price_changes_[p.account];
}

AuditRow AuditPart::row_of(const FoldRun& fold_run, const AccountState& state) const {
    const Figures start = starts_.of(state, eve_);
    AuditRow row;
    row.account = fold_run.name_of(state.account);
    row.team = team_of(fold_run, state.account);
    row.plan = plan_of(store_, state);
    row.active = state.active;
    if (state.terms != nullptr) row.cap = state.terms->cap;
    row.members = state.members;
    row.opening = start.available;
    row.closing = state.available;
    row.flow = state.totals - start.totals;
    row.price_changes = price_changes_.of(state.account);
    row.pending = state.pending;
    row.responses = responses_.of(state.account);
    row.worth = losses_.of(state.account).worth();
    row.by_seat = shares_.shares(fold_run, state.account, shares_before_);
    row.cost = costs_.of(state.account);
    row.trend = trend_.of(state);
    if (months_before_) row.before = {start.totals - starts_.of(state, eve_before_).totals, responses_before_.of(state.account)};
    ensure(row.opening + row.flow.balance() == row.closing, "a month conserves credits, account by account (RULES section 6)");
    return row;
}

std::vector<PoolOfTeam> AuditPart::pools_of_team(const FoldRun& fold_run) const {
    std::vector<PoolOfTeam> pools;
    if (fold_run.query().team.empty()) return pools;
    for (const auto& state : fold_run.reconciler().accounts()) {
        if (!state.account.is_pool()) continue;
        PoolOfTeam found{fold_run.query().team, name_account(store_, state.account), {}};
        for (const Member& member : fold_run.reconciler().members(state.account.pool())) {
            if (fold_run.asks_about(state.account, member.seat)) found.seats.push_back(store_.name_of(member.seat));
        }
        if (found.seats.empty()) continue;
        std::sort(found.seats.begin(), found.seats.end());
        pools.push_back(std::move(found));
    }
    std::sort(pools.begin(), pools.end(), [](const auto& a, const auto& b) { return a.pool < b.pool; });
    return pools;
}

AuditReport AuditPart::report(const FoldRun& fold_run) const {
    AuditReport report;
    report.from = first_month_;
    report.to = last_month_;
    report.as_of = months_.to;
    report.known_at = fold_run.query().known_at;
    report.so_far = end_of(last_month_) > months_.to;
    report.head = store_.extent().head;
    report.before = months_before_;
    for (const auto& entry : fold_run.listed()) report.rows.push_back(row_of(fold_run, entry.second));
    report.teams = teams_of(report.rows);
    for (const AuditRow& row : report.rows) add(report.total, row);
    report.pools_left_out = pools_of_team(fold_run);
    for (const auto& [id, observed] : observations_) {
        if (!fold_run.asks_about(id)) continue;
        report.observations.push_back(observed);
        report.observations.back().account = fold_run.name_of(id);
    }
    std::stable_sort(report.observations.begin(), report.observations.end(), [](const Observation& a, const Observation& b) {
        return std::tie(a.at, a.account) < std::tie(b.at, b.account);
    });
    report.policy = policy_.standings(store_, fold_run);
    report.drift = closes_.found(fold_run);
    return report;
}

AuditReport audit(Store& store, const ReportQuery& query, Month from, Month to) {
    require_months(store, query.as_of, from, to);
    ReportQuery until_the_end = query;
    until_the_end.as_of = audit_end(query, to);
    AuditPart part(store, until_the_end, from, to);
    SharedFold shared({&part});
    FoldRun fold_run(store, until_the_end, &shared, shared.from());
    shared.fold(fold_run);
    return part.report(fold_run);
}

}  // namespace inmail::app
