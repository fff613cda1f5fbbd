#include "inmail/app/reports/overview.hpp"

#include <utility>

#include "inmail/app/names.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

OverviewReport overview(Store& store, const ReportQuery& query) {
    OverviewReport report;
    report.of_one = query.accounts.size() == 1;
    if (report.of_one) report.seat = name_account(store, query.accounts.front());
    report.forecast = forecast(store, query, usual_horizon);
    if (report.forecast.losing == no_credits) {
        // Credits live three months, so their loss is in sight even if it is not near.
        ForecastReport later = forecast(store, query, days(92));
        if (later.losing > no_credits) report.forecast = std::move(later);
    }
    report.pending = pending(store, query);
    return report;
}

}  // namespace inmail::app
