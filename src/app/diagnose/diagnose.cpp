#include "inmail/app/diagnose/diagnose.hpp"

#include "diagnose/explanations.hpp"
#include "fold/timeline.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/observation.hpp"

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
    const AccountTimeline timeline(store, query);
    DiagnoseReport report;
    report.account = name_account(store, timeline.account());
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    const Divergence divergence = find_divergence(timeline.entries(), report.account, report);
    if (!report.first_differs) return report;
    DivergedAccount diverged(store, query, timeline.account(), timeline.entries(), divergence);
    report.explanations = explanations(diverged);
    return report;
}

}  // namespace inmail::app
