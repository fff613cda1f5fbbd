#include "inmail/app/forecast/audit_charts.hpp"

#include <algorithm>
#include <map>

#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/core/errors.hpp"
#include "reports/message_log.hpp"
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
    Outflows(Month first, Instant end) : first_(start_of(first)), messages_({first_, end}) {}

    void on(const Posting& p) {
        if (p.at < first_) return;
        messages_.on(p);
        if (p.kind == Posting::Kind::consumed) taken_[place_of(p.account, p.at)] += p.amount;
        if (p.kind == Posting::Kind::expired) outflows_[place_of(p.account, p.at)].expired += p.amount;
        if (p.kind == Posting::Kind::zeroed) outflows_[place_of(p.account, p.at)].zeroed += p.amount;
        const bool is_forfeit = p.kind == Posting::Kind::withheld || p.kind == Posting::Kind::trimmed;
        if (is_forfeit) outflows_[place_of(p.account, p.at)].forfeited += p.amount;
    }

    /// After the fold: a credit counts for the month that spent it, whenever it came back.
    void settle() {
        for (const auto& [event, message] : messages_.messages()) {
            if (message.spent) outflows_[place_of(message.account, message.sent_at)].used += Credits{1};
        }
        for (const auto& [place, taken] : taken_) outflows_[place].came_back = taken - outflows_[place].used;
    }

    [[nodiscard]] Outflow in(AccountId account, Month month) const {
        const auto it = outflows_.find({account, month});
        return it == outflows_.end() ? Outflow{} : it->second;
    }

  private:
    using Place = std::pair<AccountId, Month>;
    static Place place_of(AccountId account, Instant t) { return {account, month_of(day_of(t))}; }

    Instant first_;
    MessageLog messages_;
    std::map<Place, Credits> taken_;
    std::map<Place, Outflow> outflows_;
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
    Outflows outflows(charts.months.front(), report.as_of);
    Collector collector([&](const Posting& p) { outflows.on(p); });
    FoldRun fold_run(store, until_the_end, &collector, start_of(charts.months.front()));

    std::map<AccountId, std::vector<std::optional<AuditCharts::Standing>>> standings;
    std::size_t ended = 0;
    const auto stand = [&] {
        for (const auto& state : fold_run.reconciler().accounts()) {
            auto& months = standings[state.account];
            months.resize(ended);  // an account that came later has a gap before it
            months.push_back(standing_of(state));
        }
        ++ended;
    };
    std::vector<Instant> month_ends;
    for (const Month month : charts.months) {
        if (month != report.to) month_ends.push_back(end_of(month));
    }
    fold_run.fold_to(month_ends, [&](Instant) { stand(); });
    stand();
    outflows.settle();

    for (const auto& [name, state] : fold_run.listed()) {
        AuditCharts::Account account{name, standings[state.account], {}, {}};
        for (const Month month : charts.months) {
            account.outflows.push_back(outflows.in(state.account, month));
            if (month >= report.from) account.outflow += account.outflows.back();
        }
        charts.accounts.push_back(std::move(account));
    }
    check(charts, report);
    charts.coming = forecast(store, until_the_end, usual_horizon);
    return charts;
}

}  // namespace inmail::app
