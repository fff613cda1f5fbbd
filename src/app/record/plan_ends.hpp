#pragma once

#include <optional>
#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/app/record/record.hpp"
#include "record/outcome_observer.hpp"
#include "record/pending_events.hpp"

namespace inmail::app {

/// The plans that a recording ends, now or later, and what they lose by it.
class PlanEnds {
  public:
    /// All must outlive this. `fold_run` has folded the pending events.
    PlanEnds(PendingEvents& pending, const OutcomeObserver& outcomes, const FoldRun& fold_run, const RecordRequest& request)
        : pending_(pending), outcomes_(outcomes), fold_run_(fold_run), request_(request) {}

    /// The stint that the event ended; none: it ended none.
    [[nodiscard]] std::optional<EndedStint> ended_by(const PendingEvent& event) const;
    /// The later ends of plans that a plan change concerns: of the plan that it ends, and of the one that it brings.
    [[nodiscard]] std::vector<ComingEnd> coming_ends(const PendingEvent& event) const;
    /// Warns of a subscribe that ends a plan or a membership, if the request guards holdings.
    void warn_of_one_subscription(const PendingEvent& event, std::vector<RecordWarning>& warnings) const;
    /// Throws Refused if a subscribe loses holdings that the request guards, and the loss was not accepted.
    void refuse_loss() const;

  private:
    /// The stint that a subscribe ended, if the request guards holdings.
    [[nodiscard]] std::optional<EndedStint> guarded_end(const PendingEvent& event) const;
    /// The second subscription that a subscribe may have meant.
    [[nodiscard]] SecondSubscription beside(const PendingEvent& event) const;

    PendingEvents& pending_;
    const OutcomeObserver& outcomes_;
    const FoldRun& fold_run_;
    const RecordRequest& request_;
};

}  // namespace inmail::app
