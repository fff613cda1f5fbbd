#pragma once

#include <string>
#include <utility>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// The event of a message that the fold knows. A fold may know it from a checkpoint alone: if no such event is recorded, the
/// checkpoint is wrong. Throws DamagedLedger then.
inline RecordedEvent message_event(Store& store, EventId id) {
    auto event = store.find_event(id);
    if (!event) {
        throw DamagedLedger("the ledger is damaged: a message is kept whose event " + std::to_string(id.value) + " is missing",
                            "Run `inmail verify`; `--no-checkpoints` computes without what is kept.");
    }
    return std::move(*event);
}

}  // namespace inmail::app
