#pragma once

#include <vector>

#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/reports/response_policy.hpp"
#include "inmail/core/id_map.hpp"
#include "inmail/core/posting.hpp"

namespace inmail::app {

/// Watches a fold for the InMails that a policy counts, each with its seat.
class PolicyWatch {
  public:
    static constexpr PostingKinds kinds{Posting::Kind::sent, Posting::Kind::sent_free, Posting::Kind::replied,
                                        Posting::Kind::reassigned};

    /// The fold ends at the query's as_of.
    PolicyWatch(FoldSource& store, const ReportQuery& query);

    /// The first instant whose postings it needs; as_of if no terms have a policy.
    [[nodiscard]] Instant from() const { return from_; }
    void on(const Posting& p);
    /// After the fold.
    [[nodiscard]] std::vector<PolicyStanding> standings(FoldSource& store, const FoldRun& fold_run) const;

  private:
    /// When a seat sent the InMails that count, and when it sent those of them that are answered.
    struct Sent {
        std::vector<Instant> all;
        std::vector<Instant> answered;
    };

    Instant from_;
    IdMap<SeatId, Sent> sent_;
};

}  // namespace inmail::app
