#include "inmail/app/diagnose/diagnose.hpp"

#include "diagnose/explanations.hpp"
#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/fold_run.hpp"
#include "inmail/app/fold/report_query.hpp"
#include "inmail/app/reports/observation.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {
namespace {

/// Finds the first observation that differs after the last one that agreed, and notes both in the report.
Divergence find_divergence(const std::vector<Timeline::Entry>& timeline, const AccountName& account, DiagnoseReport& report) {
    Divergence divergence;
    for (std::size_t i = 0; i < timeline.size(); ++i) {
        for (const Timeline::PostingLine& step : timeline[i].steps) {
            const Posting& p = step.posting;
            if (p.kind != Posting::Kind::observed) continue;
            ++report.observations;
            const Observation observed{account, p.at, p.amount, p.held};
            if (observed.shown == observed.computed) {
                report.last_agreed = observed;
                report.first_differs.reset();
                divergence.agreed = p.cause;
                divergence.agreed_on = observed.shown;
                divergence.agreed_at = p.at;
                divergence.from = i + 1;
            } else if (!report.first_differs) {
                report.first_differs = observed;
                divergence.differs = p.cause;
                divergence.at = p.at;
                divergence.shown = observed.shown;
                divergence.computed = observed.computed;
                divergence.to = i;
            }
        }
    }
    return divergence;
}

}  // namespace

DiagnoseReport diagnose(Store& store, const ReportQuery& query) {
    ensure(query.accounts.size() == 1, "a diagnosis is of one account");
    Timeline timeline;
    FoldRun fold_run(store, query, &timeline);
    fold_run.fold();
    const AccountId id = timeline.account_of_timeline(fold_run, find_account(store, query.accounts.front()));
    DiagnoseReport report;
    report.account = name_account(store, id);
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    const Divergence divergence = find_divergence(timeline.of(id), report.account, report);
    if (!report.first_differs) return report;
    DivergedAccount diverged(store, query, id, timeline.of(id), divergence);
    report.explanations = explanations(diverged);
    return report;
}

}  // namespace inmail::app
