#pragma once

#include "inmail/app/forecast/forecast.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/pending.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// How things stand for one seat, or for all accounts: what a person asks first.
struct OverviewReport {
    bool of_one{false};       ///< the query names one account
    AccountName seat;         ///< that account
    ForecastReport forecast;  ///< `forecast_in_sight`; of a pool's member, its pool's
    PendingReport pending;    ///< of a pool's member, its own
};
[[nodiscard]] OverviewReport overview(Store& store, const ReportQuery& query);

}  // namespace inmail::app
