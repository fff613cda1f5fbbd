#include "inmail/app/forecast/audit_charts.hpp"

#include <algorithm>
#include <map>

#include "fold/at_stops.hpp"
#include "fold/by_account.hpp"
#include "fold/collector.hpp"
#include "fold/fold_part.hpp"
#include "fold/fold_run.hpp"
#include "forecast/forecast_part.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/errors.hpp"
#include "reports/audit_part.hpp"
#include "reports/months.hpp"

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
    return AuditCharts::Standing{state.available, state.terms->allowance * seats, state.terms->cap * seats};
}

/// Sorts the credits that leave by what became of them, month by month.
class Outflows {
  public:
    static constexpr PostingKinds kinds =
        loss_kinds | PostingKinds{Posting::Kind::consumed, Posting::Kind::refunded, Posting::Kind::reassigned};

    explicit Outflows(Month first) : first_(start_of(first)) {}

    void on(const Posting& p) {
        if (p.at < first_) return;
        months_.follow(p);
        if (p.kind == Posting::Kind::reassigned) return;
        // A credit counts for the month that spent it, whenever it came back.
        const bool is_back = p.kind == Posting::Kind::refunded;
        if (is_back && (!p.message.funded || p.message.sent_at < first_)) return;
        Outflow& month = months_[p.account].by_month[month_of(day_of(is_back ? p.message.sent_at : p.at))];
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

    /// By month; months in which nothing left are missing.
    [[nodiscard]] std::map<Month, Outflow> of(AccountId account) const { return months_.of(account).by_month; }

  private:
    struct Months {
        std::map<Month, Outflow> by_month;

        Months& operator+=(const Months& more) {
            for (const auto& [month, outflow] : more.by_month) by_month[month] += outflow;
            return *this;
        }
    };

    Instant first_;
    ByAccount<Months> months_;
};

/// What the charts need of a fold: how each account stood at the ends of months, and where its credits went.
class ChartsPart : public FoldPart {
  public:
    ChartsPart(Store& store, Month from, Month to) : months_(months_shown(store, from, to)), outflows_(months_.front()) {
        for (const Month month : months_) {
            if (month != to) month_ends_.push_back(end_of(month));
        }
    }

    [[nodiscard]] Instant from() const override { return start_of(months_.front()); }
    [[nodiscard]] std::vector<Instant> stops() const override { return month_ends_; }
    void at_stop(Instant stop, const Reconciler& reconciler) override {
        for (const auto& state : reconciler.accounts()) standings_.keep(stop, state.account, standing_of(state));
    }
    void on(const Posting& posting) override { outflows_.on(posting); }
    [[nodiscard]] bool wants(Posting::Kind kind) const override { return Outflows::kinds.has(kind); }

    /// After the fold; `from` is the first of the audit's months.
    [[nodiscard]] AuditCharts charts(const FoldRun& fold_run, Month from) const {
        AuditCharts charts;
        charts.months = months_;
        for (const auto& [name, state] : fold_run.listed()) {
            AuditCharts::Account account{name, {}, {}, {}};
            for (const Instant month_end : month_ends_) {
                const auto* standing = standings_.find(month_end, state);
                account.standings.push_back(standing == nullptr ? std::nullopt : *standing);
            }
            account.standings.push_back(standing_of(state));
            auto by_month = outflows_.of(state.account);
            for (const Month month : months_) {
                account.outflows.push_back(by_month[month]);
                if (month >= from) account.outflow += account.outflows.back();
            }
            charts.accounts.push_back(std::move(account));
        }
        return charts;
    }

  private:
    std::vector<Month> months_;
    std::vector<Instant> month_ends_;  ///< but for the last, which may be cut short
    Outflows outflows_;
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
    ForecastPart coming(until_the_end);
    SharedFold shared({&audit, &drawn, &coming});
    FoldRun fold_run(store, until_the_end, &shared, shared.from());
    shared.fold(fold_run);
    ChartedAudit charted{audit.report(fold_run), drawn.charts(fold_run, from)};
    check(charted.charts, charted.report);
    charted.charts.coming = coming.report(store, fold_run, usual_horizon);
    return charted;
}

}  // namespace inmail::app
