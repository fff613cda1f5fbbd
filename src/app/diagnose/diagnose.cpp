#include "inmail/app/diagnose/diagnose.hpp"

#include "diagnose/explanations.hpp"
#include "fold/timeline.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/observation.hpp"

namespace inmail::app {
namespace {

/// The observations that differ after the last one that agreed, in the order of the fold. Notes in the report the last that
/// agreed, and the last that differed before it.
std::vector<Divergence> divergences(const std::vector<Timeline::Entry>& timeline, const AccountName& account,
                                    DiagnoseReport& report) {
    std::vector<Divergence> found;
    Divergence since_agreed;
    for (std::size_t i = 0; i < timeline.size(); ++i) {
        for (const Timeline::KeptPosting& step : timeline[i].postings) {
            const Posting& p = step.posting;
            if (p.kind != Posting::Kind::observed) continue;
            ++report.observations;
            if (p.amount == p.held) {
                report.last_agreed = Observation{account, p.at, p.amount, p.held};
                if (!found.empty())
                    report.differed_before = Observation{account, found.back().at, found.back().shown, found.back().computed};
                found.clear();
                since_agreed.agreed = p.cause;
                since_agreed.agreed_on = p.amount;
                since_agreed.agreed_at = p.at;
                since_agreed.from = i + 1;
                continue;
            }
            Divergence divergence = since_agreed;
            divergence.differs = p.cause;
            divergence.at = p.at;
            divergence.shown = p.amount;
            divergence.computed = p.held;
            divergence.to = i;
            found.push_back(divergence);
        }
    }
    return found;
}

}  // namespace

DiagnoseReport diagnose(Store& store, const ReportQuery& query) {
    const AccountTimeline timeline(store, query);
    DiagnoseReport report;
    report.account = timeline.name();
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    const auto differing = divergences(timeline.entries(), report.account, report);
    if (differing.empty()) return report;
    const auto observation = [&](const Divergence& d) { return Observation{report.account, d.at, d.shown, d.computed}; };
    report.first_differs = observation(differing.front());
    const auto explain = [&](const Divergence& divergence) {
        DivergedAccount diverged(store, query, timeline, divergence);
        report.explanations = explanations(diverged);
        report.differs = observation(divergence);
    };
    // What LinkedIn shows now matters most. If too much has happened since, the first difference may still have a cause.
    explain(differing.back());
    if (report.explanations.empty() && differing.size() > 1) explain(differing.front());
    return report;
}

}  // namespace inmail::app
