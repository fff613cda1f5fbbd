#include "inmail/app/diagnose/diagnose.hpp"

#include "diagnose/explanations.hpp"
#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/fold_run.hpp"
#include "inmail/app/fold/report_query.hpp"
#include "inmail/app/reports/observation.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {
namespace {

/// Today's trouble: the first observation that differs behind the last that agreed.
Parting find_parting(const std::vector<Timeline::Entry>& timeline, const AccountName& who, DiagnoseReport& report) {
    Parting parting;
    for (std::size_t i = 0; i < timeline.size(); ++i) {
        for (const Timeline::PostingLine& step : timeline[i].steps) {
            const Posting& p = step.posting;
            if (p.kind != Posting::Kind::observed) continue;
            ++report.observations;
            const Observation seen{who, p.at, p.amount, p.held};
            if (seen.shown == seen.computed) {
                report.last_agreed = seen;
                report.first_differs.reset();
                parting.agreed = p.cause;
                parting.agreed_on = seen.shown;
                parting.agreed_at = p.at;
                parting.from = i + 1;
            } else if (!report.first_differs) {
                report.first_differs = seen;
                parting.differs = p.cause;
                parting.at = p.at;
                parting.shown = seen.shown;
                parting.computed = seen.computed;
                parting.to = i;
            }
        }
    }
    return parting;
}

}  // namespace

DiagnoseReport diagnose(Store& store, const ReportQuery& query) {
    ensure(query.accounts.size() == 1, "a diagnosis is of one account");
    Timeline timeline;
    FoldRun fold_run(store, query, &timeline);
    fold_run.fold();
    const AccountId id = timeline.account_of_timeline(fold_run, query.accounts.front());
    DiagnoseReport report;
    report.account = name_account(store, id);
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    const Parting parting = find_parting(timeline.of(id), report.account, report);
    if (report.first_differs) report.explanations = explanations(store, query, id, timeline.of(id), parting);
    return report;
}

}  // namespace inmail::app
