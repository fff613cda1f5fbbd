#include "inmail/app/reports/expiring.hpp"

#include <algorithm>

#include "fold/account_facts.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/report_query.hpp"

namespace inmail::app {

ExpiringReport expiring(Store& store, const ReportQuery& query, Duration within) {
    FoldRun fold_run(store, query);
    fold_run.fold();
    ExpiringReport report{query.as_of, query.known_at, query.as_of + within, {}, {}};
    for (const auto& [name, state] : fold_run.listed()) {
        for (const Lot& lot : state.lots) {
            if (!lot.expires_at || *lot.expires_at > report.until) continue;
            report.rows.push_back({name, team_of(fold_run, state.account), lot});
            report.total += lot.remaining;
        }
    }
    std::stable_sort(report.rows.begin(), report.rows.end(),
                     [](const auto& a, const auto& b) { return *a.lot.expires_at < *b.lot.expires_at; });
    return report;
}

}  // namespace inmail::app
