#pragma once

#include <optional>

#include "fold/fold_run.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/store/reader.hpp"
#include "record/outcome_observer.hpp"
#include "record/pending_events.hpp"

namespace inmail::app {

/// Why a rule refuses an event with this outcome; none if no rule does.
[[nodiscard]] std::optional<RefusalReason> refusal_of(FoldSource& store, const EventRecord& event,
                                                      const OutcomeObserver::EventOutcome& outcome,
                                                      const OutcomeObserver& outcomes, FoldRun& fold_run);

/// What lets a plan or membership begin only after the event, which needs one; none if nothing does.
[[nodiscard]] std::optional<refusal::NoPlan::Beginning> beginning_after(Reader& ledger, const PendingEvent& event,
                                                                        const OutcomeObserver& outcomes);

}  // namespace inmail::app
