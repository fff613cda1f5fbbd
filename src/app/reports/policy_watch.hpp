#pragma once

#include <map>
#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/app/reports/response_policy.hpp"
#include "inmail/core/posting.hpp"

namespace inmail::app {

/// Watches a fold for the InMails that a policy counts, each with its seat.
class PolicyWatch {
  public:
    /// The fold ends at the query's as_of.
    PolicyWatch(FoldSource& store, const ReportQuery& query);

    /// The first instant whose postings it needs; as_of if no terms have a policy.
    [[nodiscard]] Instant from() const { return from_; }
    void on(const Posting& p);
    /// After the fold.
    [[nodiscard]] std::vector<PolicyStanding> standings(FoldSource& store, const FoldRun& fold_run) const;

  private:
    struct Sent {
        SeatId seat;
        bool answered{false};
        Instant at;
    };

    Instant from_;
    std::map<EventId, Sent> sent_;
};

}  // namespace inmail::app
