#pragma once

#include <optional>

#include "fold/fold_run.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/chain/event_record.hpp"
#include "record/outcome_observer.hpp"

namespace inmail::app {

/// Why a rule refuses an event with this outcome; none if no rule does.
[[nodiscard]] std::optional<RefusalReason> refusal_of(FoldSource& store, const EventRecord& event,
                                                      const OutcomeObserver::EventOutcome& outcome,
                                                      const OutcomeObserver& outcomes, FoldRun& fold_run);

}  // namespace inmail::app
