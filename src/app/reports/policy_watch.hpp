#pragma once

#include <vector>

#include "fold/collector.hpp"
#include "fold/fold_part.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/reports/response_policy.hpp"
#include "inmail/core/id_map.hpp"
#include "inmail/core/posting.hpp"

namespace inmail::app {

/// Watches a fold for the InMails that a policy counts, each with its seat.
class PolicyWatch : public FoldPart {
  public:
    static constexpr PostingKinds kinds{Posting::Kind::sent, Posting::Kind::sent_free, Posting::Kind::replied,
                                        Posting::Kind::reassigned};

    /// The fold ends at the query's as_of.
    PolicyWatch(FoldSource& store, const ReportQuery& query);

    /// as_of if no terms have a policy.
    [[nodiscard]] Instant from() const override { return from_; }
    void on(const Posting& p) override;
    [[nodiscard]] bool wants(Posting::Kind kind) const override { return kinds.has(kind); }
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
