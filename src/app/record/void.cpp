#include "inmail/app/record/void.hpp"

#include <algorithm>

#include "batch_commands.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/core/errors.hpp"
#include "record/batch_events.hpp"
#include "record/current_head.hpp"
#include "record/taking_back.hpp"

namespace inmail::app {
namespace {

TakingBack require_batch(Store& store, const std::string& name) {
    TakingBack found;
    BatchEvents events(store);
    store.read_batches([&](const Batch& batch) {
        if (batch.name != name) {
            if (BatchEvents::may_take_back(batch)) events.read(batch);
            return true;
        }
        events.read(batch);
        found = whole_of(events);
        return false;
    });
    if (found.voided.empty() && found.again.empty())
        throw InvalidRequest(fault::UnknownBatch{name, batch_in_place_of(store, name)});
    return found;
}

}  // namespace

RecordResult void_events(Store& store, const VoidRequest& request) {
    require_own_words(request.note);
    return on_current_head([&] {
        const auto command = request.batch.empty() ? command_void : command_void_batch;
        const auto transaction = begin_taking_back(store, request, command);
        TakingBack events;
        if (!request.batch.empty()) events = require_batch(store, request.batch);
        events.keeps_known_balances = request.batch.empty();
        for (const EventId id : request.events) {
            if (std::find(events.voided.begin(), events.voided.end(), id) == events.voided.end()) events.voided.push_back(id);
        }
        return take_back(store, transaction.get(), events, command, request);
    });
}

}  // namespace inmail::app
