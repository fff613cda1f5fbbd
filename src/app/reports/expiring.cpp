#include "inmail/app/reports/expiring.hpp"

#include <algorithm>
#include <utility>

#include "fold/account_facts.hpp"
#include "fold/fold_run.hpp"
#include "fold/idle_projection.hpp"
#include "forecast/deadlines.hpp"
#include "inmail/app/report_query.hpp"

namespace inmail::app {

ExpiringReport expiring(Store& store, const ReportQuery& query, Duration within) {
    FoldRun fold_run(store, query);
    fold_run.fold();
    ExpiringReport report;
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    report.until = std::min(query.as_of + within, last_instant);
    const IdleProjection idle(fold_run, fold_run.listed(), report.until);
    auto ahead = losses_ahead(fold_run, idle, report.until);
    for (const auto& [name, state] : idle.accounts()) {
        const auto team = team_of(fold_run, state.account);
        for (const ComingLoss& loss : idle.losses(state.account)) report.rows.push_back({name, team, loss});
        report.total += idle.losing(state.account);
        if (idle.plan_end(state.account)) report.endings.push_back({std::move(ahead[state.account]), name});
    }
    std::stable_sort(report.rows.begin(), report.rows.end(), [](const auto& a, const auto& b) { return a.loss.at < b.loss.at; });
    std::stable_sort(report.endings.begin(), report.endings.end(),
                     [](const auto& a, const auto& b) { return a.plan_end->at < b.plan_end->at; });
    return report;
}

}  // namespace inmail::app
