#pragma once

#include <optional>

#include "fold/fold_run.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/store/store.hpp"
#include "record/outcome_observer.hpp"
#include "record/pending_events.hpp"

namespace inmail::app {

/// Why a rule refuses an event with this outcome; none if no rule does.
[[nodiscard]] std::optional<RefusalReason> refusal_of(FoldSource& store, const EventRecord& event,
                                                      const OutcomeObserver::EventOutcome& outcome,
                                                      const OutcomeObserver& outcomes, FoldRun& fold_run);

/// The plans, or memberships, before and after an event that finds none. `account`: which has none.
[[nodiscard]] refusal::PlansAround plans_around(Store& ledger, const PendingEvent& event, AccountId account,
                                                const OutcomeObserver& outcomes);

}  // namespace inmail::app
