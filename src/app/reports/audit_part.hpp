#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "fold/by_account.hpp"
#include "fold/collector.hpp"
#include "fold/figures_at.hpp"
#include "fold/fold_part.hpp"
#include "fold/seat_tally.hpp"
#include "fold/trend.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/app/reports/observation.hpp"
#include "reports/cost_watch.hpp"
#include "reports/drift.hpp"
#include "reports/policy_watch.hpp"
#include "reports/response_tally.hpp"
#include "reports/worth_tally.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// What an audit needs of a fold: what no account's state keeps, and the accounts as the months began.
class AuditPart : public FoldPart {
  public:
    /// `query`: its as_of is where the audit ends (`audit_end`). Throws as `audit` does.
    AuditPart(Store& store, const ReportQuery& query, Month from, Month to);

    [[nodiscard]] Instant from() const override;
    [[nodiscard]] std::vector<Instant> stops() const override;
    void at_stop(Instant stop, const Reconciler& reconciler) override;
    void on(const Posting& p) override;
    [[nodiscard]] bool wants(Posting::Kind kind) const override { return by_seat_ || kinds.has(kind); }

    /// After the fold.
    [[nodiscard]] AuditReport report(const FoldRun& fold_run) const;

  private:
    static constexpr PostingKinds kinds = PolicyWatch::kinds | ResponseTally::kinds | CostWatch::kinds | loss_kinds |
                                          PostingKinds{Posting::Kind::observed, Posting::Kind::closed, Posting::Kind::outside};

    [[nodiscard]] AuditRow row_of(const FoldRun& fold_run, const AccountState& state) const;
    [[nodiscard]] std::vector<PoolOfTeam> pools_of_team(const FoldRun& fold_run) const;

    Store& store_;
    Month first_month_;
    Month last_month_;
    std::optional<Months> months_before_;  ///< as many, just before; none if the ledger began later
    Span months_;
    bool by_seat_;
    Instant eve_;         ///< the last instant before the months
    Instant eve_before_;  ///< likewise before those that they are compared with; no earlier one if there are none
    FiguresAt starts_{};  ///< at both
    Trend trend_;
    DriftFinder closes_;
    ResponseTally responses_;
    ResponseTally responses_before_;
    CostWatch costs_;
    ByAccount<WorthTally> losses_;
    ByAccount<std::int64_t> price_changes_;
    PolicyWatch policy_;
    SeatTally shares_;         ///< from the beginning on
    SeatTally shares_before_;  ///< at eve_
    std::vector<std::pair<AccountId, Observation>> observations_;
};

/// Where an audit of months up to `to` ends.
[[nodiscard]] inline Instant audit_end(const ReportQuery& query, Month to) { return std::min(end_of(to), query.as_of); }

}  // namespace inmail::app
