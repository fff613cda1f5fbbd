#pragma once

#include "fold/fold_part.hpp"
#include "forecast/pace.hpp"
#include "inmail/app/forecast/burn_down.hpp"
#include "inmail/app/forecast/forecast.hpp"
#include "inmail/app/report_query.hpp"
#include "reports/response_tally.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// What a forecast needs of a fold up to the query's as_of: how often and how fast accounts send and are answered.
class ForecastPart : public FoldPart {
  public:
    explicit ForecastPart(const ReportQuery& query);

    [[nodiscard]] Instant from() const override;
    void on(const Posting& posting) override;
    [[nodiscard]] bool wants(Posting::Kind kind) const override { return (ResponseTally::kinds | PaceWatch::kinds).has(kind); }

    /// After the fold.
    [[nodiscard]] ForecastReport report(Store& store, const FoldRun& fold_run, Duration within) const;
    /// The same with its burn-downs.
    [[nodiscard]] ChartedForecast charted_report(Store& store, const FoldRun& fold_run, Duration within) const;
    /// As `forecast_in_sight`.
    [[nodiscard]] ForecastReport report_in_sight(Store& store, const FoldRun& fold_run) const;

  private:
    Instant from_;
    ResponseTally responses_;
    PaceWatch pace_;
};

}  // namespace inmail::app
