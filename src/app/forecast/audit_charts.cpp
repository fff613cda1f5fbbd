#include "inmail/app/forecast/audit_charts.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "fold/at_stops.hpp"
#include "fold/by_account.hpp"
#include "fold/collector.hpp"
#include "fold/figures_at.hpp"
#include "fold/fold_part.hpp"
#include "fold/fold_run.hpp"
#include "forecast/forecast_part.hpp"
#include "forecast/recommendation_part.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/errors.hpp"
#include "reports/audit_part.hpp"
#include "reports/months.hpp"
#include "reports/response_tally.hpp"

namespace inmail::app {
namespace {

constexpr std::int32_t most_months = 12;

/// The last months up to the audit's end, and in any case its own; none before the ledger began.
std::vector<Month> months_shown(Store& store, Month from, Month to) {
    const Month first = std::max(std::min(from, to + (1 - most_months)), first_month(store));
    std::vector<Month> months;
    for (Month month = first; month <= to; month = month + 1) months.push_back(month);
    return months;
}

std::optional<AuditCharts::Standing> standing_of(const AccountState& state) {
    if (!state.active) return std::nullopt;
    const std::int64_t seats = state.account.is_pool() ? state.members : 1;
    return AuditCharts::Standing{state.available, state.terms->allowance * seats, state.terms->cap * seats, state.members,
                                 state.plan};
}

/// Sorts the credits that leave by what became of them, and counts who was answered, month by month.
class MonthlyUse {
  public:
    static constexpr PostingKinds kinds =
        loss_kinds | ResponseTally::kinds | PostingKinds{Posting::Kind::consumed, Posting::Kind::refunded};

    explicit MonthlyUse(Month first) : first_(start_of(first)) {}

    void on(const Posting& p) {
        if (p.at < first_) return;
        months_.follow(p);
        if (p.kind == Posting::Kind::reassigned) return;
        const Month month = month_of(day_of(p.at));
        if (p.kind == Posting::Kind::sent || p.kind == Posting::Kind::replied) {
            const Responses part = responses_of(p, {start_of(month), end_of(month)});
            if (part.sent + part.answered > 0) months_[p.account].responses[month] += part;
            return;
        }
        note_outflow(p, month);
    }

    /// By month; months in which nothing left are missing.
    [[nodiscard]] std::map<Month, Outflow> outflows_of(AccountId account) const { return months_.of(account).outflows; }
    /// By month; months in which nothing was sent are missing.
    [[nodiscard]] std::map<Month, Responses> responses_of_account(AccountId account) const {
        return months_.of(account).responses;
    }

  private:
    void note_outflow(const Posting& p, Month when) {
        // A credit counts for the month that spent it, whenever it came back.
        const bool is_back = p.kind == Posting::Kind::refunded;
        if (is_back && (!p.message.funded || p.message.sent_at < first_)) return;
        Outflow& month = months_[p.account].outflows[is_back ? month_of(day_of(p.message.sent_at)) : when];
        if (is_back) {
            month.used -= p.amount;
            month.came_back += p.amount;
        } else if (p.kind == Posting::Kind::consumed) {
            month.used += p.amount;
        } else if (p.kind == Posting::Kind::expired) {
            month.expired += p.amount;
        } else if (p.kind == Posting::Kind::zeroed) {
            month.zeroed += p.amount;
        } else {
            month.forfeited += p.amount;
        }
    }

    struct OfAccount {
        std::map<Month, Outflow> outflows;
        std::map<Month, Responses> responses;

        OfAccount& operator+=(const OfAccount& more) {
            for (const auto& [month, outflow] : more.outflows) outflows[month] += outflow;
            for (const auto& [month, part] : more.responses) responses[month] += part;
            return *this;
        }
    };

    Instant first_;
    ByAccount<OfAccount> months_;
};

/// The teams of a pool's members, by name.
std::vector<std::string> teams_served(const Reconciler& reconciler, AccountId account) {
    if (!account.is_pool()) return {};
    std::set<std::string> teams;
    for (const Member& member : reconciler.members(account.pool())) {
        const std::string& team = reconciler.seat(member.seat).team;
        if (!team.empty()) teams.insert(team);
    }
    return {teams.begin(), teams.end()};
}

/// As AuditCharts::teams.
std::vector<AuditCharts::Team> teams_of(const AuditReport& report, const std::vector<AuditCharts::Account>& accounts) {
    std::map<std::pair<int, std::vector<std::string>>, AuditCharts::Team> found;
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        const AuditRow& row = report.rows[i];
        if (!row.took_part()) continue;
        const std::vector<std::string> names = row.team ? std::vector<std::string>{*row.team} : accounts[i].serves;
        const int order = names.size() == 1 ? 0 : names.empty() ? 2 : 1;
        AuditCharts::Team& team = found[{order, names}];
        team.teams = names;
        team.accounts.push_back(i);
        team.outflow += accounts[i].outflow;
        team.worth += row.worth;
        team.losing += row.lost() > no_credits ? 1 : 0;
    }
    std::vector<AuditCharts::Team> teams;
    for (auto& [order, team] : found) {
        std::stable_sort(team.accounts.begin(), team.accounts.end(),
                         [&](std::size_t a, std::size_t b) { return report.rows[a].lost() > report.rows[b].lost(); });
        teams.push_back(std::move(team));
    }
    return teams;
}

/// As AuditCharts::main_loser, of the first of equals.
std::optional<std::size_t> main_loser_of(const std::vector<AuditCharts::Account>& accounts) {
    constexpr std::int64_t least_share = 3;  // one part of so many
    Credits all;
    std::optional<std::size_t> most;
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        const Credits lost = accounts[i].outflow.lost();
        all += lost;
        if (lost > no_credits && (!most || lost > accounts[*most].outflow.lost())) most = i;
    }
    return most && accounts[*most].outflow.lost() * least_share >= all ? most : std::nullopt;
}

/// What the charts need of a fold: how each account stood at the ends of months, and what happened in between.
class ChartsPart : public FoldPart {
  public:
    ChartsPart(Store& store, Month from, Month to)
        : months_(months_shown(store, from, to)), eve_(start_of(months_.front()) - Duration{1}), use_(months_.front()) {
        for (const Month month : months_) {
            if (month != to) month_ends_.push_back(end_of(month));
        }
    }

    [[nodiscard]] Instant from() const override { return start_of(months_.front()); }
    [[nodiscard]] std::vector<Instant> stops() const override {
        std::vector<Instant> stops = month_ends_;
        if (eve_ >= first_instant) stops.push_back(eve_);
        return stops;
    }
    void at_stop(Instant stop, const Reconciler& reconciler) override {
        figures_.keep(stop, reconciler);
        if (stop == eve_) return;
        for (const auto& state : reconciler.accounts()) standings_.keep(stop, state.account, standing_of(state));
    }
    void on(const Posting& posting) override { use_.on(posting); }
    [[nodiscard]] bool wants(Posting::Kind kind) const override { return MonthlyUse::kinds.has(kind); }

    /// After the fold; `from` is the first of the audit's months.
    [[nodiscard]] AuditCharts charts(const FoldRun& fold_run, Month from) const {
        AuditCharts charts;
        charts.months = months_;
        charts.sums.resize(months_.size());
        for (const auto& [name, state] : fold_run.listed()) {
            add_to_sums(charts.sums, state);
            AuditCharts::Account account{name, teams_served(fold_run.reconciler(), state.account), {}, {}, {}};
            for (const Instant month_end : month_ends_) {
                const auto* standing = standings_.find(month_end, state);
                account.standings.push_back(standing == nullptr ? std::nullopt : *standing);
            }
            account.standings.push_back(standing_of(state));
            auto by_month = use_.outflows_of(state.account);
            for (const Month month : months_) {
                account.outflows.push_back(by_month[month]);
                if (month >= from) account.outflow += account.outflows.back();
            }
            charts.accounts.push_back(std::move(account));
        }
        charts.main_loser = main_loser_of(charts.accounts);
        return charts;
    }

  private:
    void add_to_sums(std::vector<AuditCharts::MonthSum>& sums, const AccountState& state) const {
        auto responses = use_.responses_of_account(state.account);
        Figures start = figures_.of(state, eve_);
        for (std::size_t i = 0; i < months_.size(); ++i) {
            const Figures end =
                i < month_ends_.size() ? figures_.of(state, month_ends_[i]) : Figures{state.available, state.totals};
            sums[i].opening += start.available;
            sums[i].flow += end.totals - start.totals;
            sums[i].responses += responses[months_[i]];
            start = end;
        }
    }

    std::vector<Month> months_;
    Instant eve_;                      ///< the last instant before them
    std::vector<Instant> month_ends_;  ///< but for the last, which may be cut short
    MonthlyUse use_;
    FiguresAt figures_;
    AtStops<std::optional<AuditCharts::Standing>> standings_;
};

/// The charts and the report come from one fold and must agree.
void check(const AuditCharts& charts, const AuditReport& report) {
    ensure(charts.accounts.size() == report.rows.size(), "the charts show the accounts of its report");
    for (std::size_t i = 0; i < report.rows.size(); ++i) {
        const AuditRow& row = report.rows[i];
        const Outflow& outflow = charts.accounts[i].outflow;
        ensure(charts.accounts[i].account == row.account, "the charts show the accounts of its report in their order");
        ensure(outflow.used == row.cost.net.credits && outflow.used + outflow.came_back == row.flow.consumed &&
                   outflow.expired == row.flow.expired && outflow.forfeited == row.flow.forfeited &&
                   outflow.zeroed == row.flow.zeroed,
               "what left an account left it in the charts too");
    }
    AuditCharts::MonthSum sum;
    for (std::size_t i = 0; i < charts.months.size(); ++i) {
        if (charts.months[i] < report.from) continue;
        sum.flow += charts.sums[i].flow;
    }
    ensure(sum.lost() == report.total.lost() && charts.sums.back().closing() == report.total.closing,
           "the charts' months add up to the report's");
}

}  // namespace

Outflow& Outflow::operator+=(const Outflow& other) {
    used += other.used;
    came_back += other.came_back;
    expired += other.expired;
    forfeited += other.forfeited;
    zeroed += other.zeroed;
    return *this;
}

ChartedAudit charted_audit(Store& store, const ReportQuery& query, Month from, Month to) {
    require_months(store, query.as_of, from, to);
    ReportQuery until_the_end = query;
    until_the_end.as_of = audit_end(query, to);
    AuditPart audit(store, until_the_end, from, to);
    ChartsPart drawn(store, from, to);
    ForecastPart coming(query);
    RecommendationPart recommended(query.as_of, usual_recommendation_rules);
    SharedFold shared({&audit, &drawn, &coming, &recommended});
    FoldRun fold_run(store, until_the_end, &shared, shared.from());
    shared.fold(fold_run);
    ChartedAudit charted{audit.report(fold_run), drawn.charts(fold_run, from)};
    check(charted.charts, charted.report);
    charted.charts.teams = teams_of(charted.report, charted.charts.accounts);
    fold_run.go_on_to(query.as_of);
    charted.charts.coming = coming.report_in_sight(store, fold_run);
    charted.charts.recommendations = recommended.recommendations(store, fold_run, charted.charts.coming);
    return charted;
}

}  // namespace inmail::app
