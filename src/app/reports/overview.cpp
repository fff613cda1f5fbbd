#include "inmail/app/reports/overview.hpp"

#include "inmail/app/names.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

OverviewReport overview(Store& store, const ReportQuery& query) {
    OverviewReport report;
    report.of_one = query.accounts.size() == 1;
    if (report.of_one) report.seat = name_account(store, query.accounts.front());
    report.forecast = forecast_in_sight(store, query);
    report.pending = pending(store, query);
    return report;
}

}  // namespace inmail::app
