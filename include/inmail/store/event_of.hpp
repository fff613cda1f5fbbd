#pragma once

#include "inmail/chain/event_record.hpp"
#include "inmail/core/event.hpp"

namespace inmail {

/// The ids of what a record names; none if it names nothing.
struct RecordIds {
    EventId event;
    SeatId seat;
    PoolId pool;
    PlanId plan;
    RulebookId rulebook;
    ProspectId prospect;
    SeatId to;
};

/// A record as an event of the fold. The record is sound; throws Defect for a `void`, which is not in a fold.
[[nodiscard]] Event event_of(const EventRecord& record, const RecordIds& ids);

}  // namespace inmail
