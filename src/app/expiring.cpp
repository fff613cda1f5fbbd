#include <algorithm>

#include "inmail/app/reports.hpp"
#include "report_parts.hpp"

namespace inmail::app {

ExpiringReport expiring(Store& store, const View& view, Duration within) {
    Books books(store, view);
    books.fold();
    ExpiringReport report{view.as_of, view.known_at, view.as_of + within, {}, {}};
    for (const auto& [name, state] : books.listed()) {
        for (const Lot& lot : state.lots) {
            if (!lot.expires_at || *lot.expires_at > report.until) continue;
            report.rows.push_back({name, team_of(books, state.account), lot});
            report.total += lot.remaining;
        }
    }
    std::stable_sort(report.rows.begin(), report.rows.end(),
                     [](const auto& a, const auto& b) { return *a.lot.expires_at < *b.lot.expires_at; });
    return report;
}

}  // namespace inmail::app
