#pragma once

#include <vector>

#include "inmail/app/forecast/forecast.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/credits.hpp"
#include "inmail/core/time.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// How an account's balance falls until its next refresh if it sends on at its pace (docs/rules.md, section 4; nothing is
/// recorded). Answers bring credits back, so it depends on how many there are: as many as the account's own rate of the last 90
/// days says, or as the ends of that rate's 95% interval say.
struct BurnDown {
    struct Point {
        Instant at;
        Credits expected;
        Credits low;   ///< with the fewest answers
        Credits high;  ///< with the most
    };
    /// The report's as_of, and the end of each UTC day before the next refresh, the plan's end and dry_horizon. Empty: the
    /// account cannot send.
    std::vector<Point> points;
    bool reaches_refresh{false};  ///< the next refresh follows the last point

    [[nodiscard]] bool has_band() const;
};

/// A forecast, and what its charts show.
struct ChartedForecast {
    ForecastReport report;
    std::vector<BurnDown> burn_downs;  ///< of the report's rows, in their order
};
/// Both from one fold. Throws as `forecast` does.
[[nodiscard]] ChartedForecast charted_forecast(Store& store, const ReportQuery& query, Duration within);

}  // namespace inmail::app
