#include "inmail/app/record/edit.hpp"

#include <utility>

#include "batch_commands.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/event_key.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/store/store.hpp"
#include "key_family.hpp"
#include "record/batch_events.hpp"
#include "record/current_head.hpp"
#include "record/recording.hpp"

namespace inmail::app {
namespace {

RecordedEvent require_editable(Store& store, EventId id) {
    auto event = store.find_event(id);
    ensure(event.has_value(), "an event that is to be edited was recorded");
    if (event->kind == EventKind::void_event || event->kind == EventKind::rollover)
        throw Refused(refusal::NotEditable{event->key, event->kind});
    if (event->voided()) {
        const auto stand_in = stand_in_of(store, *event);
        throw Refused(refusal::VoidedAlready{event->key, stand_in ? stand_in->key : std::string()});
    }
    return std::move(*event);
}

bool is_changed(const EventRecord& before, const EventRecord& after) {
    return !same_content(before, after) || before.note != after.note || before.chars != after.chars;
}

}  // namespace

EventRecord editable(Store& store, EventId event) {
    const RecordedEvent recorded = require_editable(store, event);
    return static_cast<const EventRecord&>(recorded);
}

RecordResult edit(Store& store, const EditRequest& request) {
    return on_current_head([&] {
        const auto transaction = request.dry_run ? nullptr : store.begin(request.now, std::string(command_edit));
        const RecordedEvent event = require_editable(store, request.event);
        EventRecord changed = request.changed;
        // The name is gone, and its stand-in is nobody's.
        if (event.prospect_erased && changed.prospect == event.prospect)
            throw Refused(refusal::NotEditable{event.key, event.kind});
        if (!is_changed(event, changed)) throw InvalidRequest(fault::NothingToChange{event.key});
        // The void names the key of the new event, which comes behind it.
        constexpr std::int64_t events_before = 2;
        changed.key =
            request.key.empty() ? generate_key(request.now, store.extent().last_event.value + events_before) : request.key;
        changed.line = 0;
        if (const auto unused = drop_unused(changed); !unused.empty())
            throw InvalidRequest(fault::UnusedField{event.kind, unused.front()});
        if (store.find_event(changed.key)) throw InvalidRequest(fault::KeyTaken{{FlawKind::key_taken, changed.key}});
        EventRecord taken_back;
        taken_back.at = request.now;
        taken_back.kind = EventKind::void_event;
        taken_back.ref = event.key;
        taken_back.note = std::string(note_of_replacement) + changed.key;

        RecordRequest record_request(request);
        record_request.command = command_edit;
        record_request.corrects = true;
        record_request.events = {std::move(taken_back), std::move(changed)};
        const std::vector<AccountId> accounts{account_named_by(store, event),
                                              account_named_by(store, record_request.events.back())};
        FoldRun before(store, ReportQuery{request.now, std::nullopt, accounts});
        before.fold();
        RecordResult result = Recording(store, transaction.get(), record_request).run(&before);
        result.corrected = event;
        return result;
    });
}

}  // namespace inmail::app
