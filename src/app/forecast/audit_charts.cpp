#include "inmail/app/forecast/audit_charts.hpp"

#include <algorithm>
#include <map>

#include "fold/at_stops.hpp"
#include "fold/by_account.hpp"
#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/core/errors.hpp"
#include "reports/months.hpp"

namespace inmail::app {
namespace {

constexpr std::int32_t months_shown = 12;

/// The last months up to the audit's end, and in any case its own; none before the ledger began.
std::vector<Month> months_of(Store& store, const AuditReport& report) {
    const Month first = std::max(std::min(report.from, report.to + (1 - months_shown)), first_month(store));
    std::vector<Month> months;
    for (Month month = first; month <= report.to; month = month + 1) months.push_back(month);
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

AuditCharts audit_charts(Store& store, const ReportQuery& query, const AuditReport& report) {
    AuditCharts charts;
    charts.months = months_of(store, report);

    ReportQuery until_the_end = query;
    until_the_end.as_of = report.as_of;
    Outflows outflows(charts.months.front());
    Collector collector(Outflows::kinds, [&](const Posting& p) { outflows.on(p); });
    FoldRun fold_run(store, until_the_end, &collector, start_of(charts.months.front()));

    AtStops<std::optional<AuditCharts::Standing>> standings;
    std::vector<Instant> month_ends;
    for (const Month month : charts.months) {
        if (month != report.to) month_ends.push_back(end_of(month));
    }
    fold_run.fold_to(month_ends, [&](Instant stop) {
        for (const auto& state : fold_run.reconciler().accounts()) standings.keep(stop, state.account, standing_of(state));
    });

    for (const auto& [name, state] : fold_run.listed()) {
        AuditCharts::Account account{name, {}, {}, {}};
        for (const Instant month_end : month_ends) {
            const auto* standing = standings.find(month_end, state);
            account.standings.push_back(standing == nullptr ? std::nullopt : *standing);
        }
        account.standings.push_back(standing_of(state));
        auto by_month = outflows.of(state.account);
        for (const Month month : charts.months) {
            account.outflows.push_back(by_month[month]);
            if (month >= report.from) account.outflow += account.outflows.back();
        }
        charts.accounts.push_back(std::move(account));
    }
    check(charts, report);
    charts.coming = forecast(store, until_the_end, usual_horizon);
    return charts;
}

}  // namespace inmail::app
