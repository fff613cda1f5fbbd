#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/store/store.hpp"
#include "record/outcome_observer.hpp"
#include "record/pending_events.hpp"

namespace inmail::app {

/// What events that are about to be recorded do to hand-overs (RULES section 4, reassign): the fold with the events, compared
/// with one without them.
class HandoverEffects {
  public:
    /// `with_events` is the fold of `pending`, which `outcomes` watched. All must outlive this.
    HandoverEffects(Store& stored, PendingEvents& pending, const FoldRun& with_events, const OutcomeObserver& outcomes)
        : stored_(stored), pending_(pending), with_events_(with_events), outcomes_(outcomes) {}

    /// Why the event is refused if a recorded hand-over counts for nothing by it; none: all take place as before.
    [[nodiscard]] std::optional<RefusalReason> undone_by(const PendingEvent& event);
    /// Likewise of voids: why they are refused.
    [[nodiscard]] std::optional<RefusalReason> undone_by_voids();
    /// For each voided hand-over, the events of who had taken over that count for nothing without it.
    [[nodiscard]] std::vector<RecordWarning> of_voids();
    /// What a reassign takes from the two, and what is recorded for later and stays with the old handle.
    [[nodiscard]] std::vector<RecordWarning> of_reassign(const PendingEvent& reassign);

  private:
    /// The accounts as a fold without observer's bounds finds them.
    struct FoldedHandovers {
        std::vector<EventId> handovers;                    ///< that take place
        std::map<SeatId, std::vector<EventId>> uncounted;  ///< events that count for nothing
        Credits available;
        std::int64_t pending{0};
    };
    [[nodiscard]] FoldedHandovers find(FoldSource& ledger);
    /// Without the events.
    const FoldedHandovers& before();
    /// Of the voids, with them.
    const FoldedHandovers& after();
    /// The stored hand-overs that take place only without the voids, by time.
    [[nodiscard]] std::vector<RecordedEvent> ended_by_voids();
    /// Who has the licence of the seat now that these hand-overs take place no more.
    [[nodiscard]] std::string holder_after_voids(std::string seat, const std::vector<RecordedEvent>& ended);

    Store& stored_;
    PendingEvents& pending_;
    const FoldRun& with_events_;
    const OutcomeObserver& outcomes_;
    std::optional<FoldedHandovers> before_;  ///< none: not needed yet
    std::optional<FoldedHandovers> after_;   ///< likewise
};

}  // namespace inmail::app
