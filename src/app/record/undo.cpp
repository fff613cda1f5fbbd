#include "inmail/app/record/undo.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "batch_commands.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "key_family.hpp"
#include "record/batch_events.hpp"
#include "record/current_head.hpp"
#include "record/taking_back.hpp"

namespace inmail::app {
namespace {

/// Reads batches until `each` returns false, as `Reader::read_batches` does, but passes only those of the user who asks. Of
/// others it reads into `events` what they took back.
void read_own_batches(Store& store, BatchEvents& events, const std::function<bool(const Batch&)>& each) {
    store.read_batches([&](const Batch& batch) {
        if (batch.own) return each(batch);
        if (BatchEvents::may_take_back(batch)) events.read(batch);
        return true;
    });
}

/// What `undo` takes back: the user's last batch with an event in force, and its name. Throws Refused if there is none, or if a
/// `void` of the user's (imported ones count) or an import of terms came after it: these cannot be taken back.
std::pair<std::string, TakingBack> require_last_live_batch(Store& store) {
    using Why = refusal::NothingToUndo::Why;
    std::optional<std::pair<std::string, TakingBack>> found;
    Why why = Why::nothing_recorded;
    BatchEvents events(store);
    read_own_batches(store, events, [&](const Batch& batch) {
        if (batch.terms_follow) why = Why::after_terms;
        if (begins_with(batch.command, command_void)) why = Why::after_void;
        if (why != Why::nothing_recorded) return false;
        events.read(batch);
        if (events.takes_back()) return true;
        if (events.live().empty() && !events.only_replaces()) {
            if (events.only_voids()) why = Why::after_void;
            return !events.only_voids();
        }
        TakingBack whole = whole_of(events);
        if (whole.voided.empty() && whole.again.empty()) return true;
        found.emplace(batch.name, std::move(whole));
        return false;
    });
    if (!found) throw Refused(refusal::NothingToUndo{why});
    return std::move(*found);
}

/// Passes the user's latest commands, the last first, with their numbers and what they recorded, until `each` returns false.
/// Returns how many it passed.
std::int64_t read_commands(Store& store, const std::function<bool(std::int64_t, const Batch&, BatchEvents&)>& each) {
    std::int64_t number = 0;
    std::set<std::string> seen;  // a batch that was brought over in several runs
    BatchEvents events(store);
    read_own_batches(store, events, [&](const Batch& batch) {
        if (seen.count(batch.name) != 0) return true;
        events.read(batch);
        if (is_none(events.first()) || events.takes_back()) return true;
        seen.insert(batch.name);
        return each(++number, batch, events);
    });
    return number;
}

/// What `undo N` takes back, and the name of its batch.
std::pair<std::string, TakingBack> numbered_batch(Store& store, std::int64_t wanted) {
    std::optional<std::pair<std::string, TakingBack>> found;
    const std::int64_t commands = read_commands(store, [&](std::int64_t number, const Batch& batch, BatchEvents& events) {
        if (number < wanted) return true;
        refusal::NothingLeftOf nothing{number, batch.command, events.only_voids() && !events.only_replaces(), {}};
        if (nothing.is_void) throw Refused(nothing);
        TakingBack whole = whole_of(events);
        if (whole.voided.empty() && whole.again.empty()) {
            nothing.replaced_by = batch_in_place_of(store, batch.name);
            throw Refused(nothing);
        }
        found.emplace(batch.name, std::move(whole));
        return false;
    });
    if (!found) throw InvalidRequest(fault::NoSuchCommand{wanted, commands});
    return std::move(*found);
}

/// The note of the void that takes back again what an undo had brought back: as it was before the undo, so that what replaced the
/// event still does. `again`: by the first key of its family, the key under which an event is recorded again.
std::string note_before_undo(Store& store, const RecordedEvent& restored, const std::map<std::string, std::string>& again) {
    for (std::string key = key_before(restored.key); !key.empty(); key = key_before(key)) {
        const auto earlier = store.find_event(key);
        if (!earlier || !earlier->voided()) continue;
        std::string note = store.find_event(earlier->voided_by)->note;
        if (!begins_with(note, note_of_replacement)) return note;
        const auto now = again.find(std::string(first_of_family(std::string_view(note).substr(note_of_replacement.size()))));
        return now == again.end() ? note : std::string(note_of_replacement) + now->second;
    }
    return {};
}

/// What a redo of the batch read last, an undo, voids and records.
TakingBack brought_back_by(Store& store, const BatchEvents& undo) {
    if (!undo.lost().empty()) throw Refused(refusal::NewerInPlace{undo.refs().empty() ? "" : undo.refs().front(), {}});
    TakingBack back{undo.live(), {}, {}};
    std::map<std::string, std::string> again;
    for (const std::string& key : undo.refs()) {
        const KeyFamily family(store, key);
        if (const RecordedEvent* newer = family.in_force()) throw Refused(refusal::NewerInPlace{key, newer->key});
        const auto event = store.find_event(key);
        back.again.push_back(event->id);
        again.emplace(first_of_family(key), family.next_key());
    }
    for (const auto& restored : store.find_events(back.voided)) back.notes.push_back(note_before_undo(store, *restored, again));
    return back;
}

CommandRow::State state_of(Store& store, BatchEvents& events) {
    using State = CommandRow::State;
    if (events.only_voids() && !events.only_replaces()) return State::is_void;
    if (events.lost().empty()) return State::in_force;
    if (!events.live().empty()) return State::partly;
    const auto lost = store.find_event(events.lost().front());
    return stand_in_of(store, *lost) ? State::replaced : State::taken_back;
}

}  // namespace

RecordResult undo(Store& store, const VoidRequest& request) {
    require_own_words(request.note);
    return on_current_head([&] {
        const auto transaction = begin_taking_back(store, request, command_undo);
        const auto batch = request.number > 0 ? numbered_batch(store, request.number) : require_last_live_batch(store);
        VoidRequest whole = request;
        // The ledger is then as it was before.
        whole.force = true;
        if (whole.note.empty()) whole.note = note_of_undo(batch.first);
        return take_back(store, transaction.get(), batch.second, command_undo, whole);
    });
}

RecordResult redo(Store& store, const VoidRequest& request) {
    return on_current_head([&] {
        const auto transaction = begin_taking_back(store, request, command_redo);
        std::optional<TakingBack> back;
        BatchEvents events(store);
        read_own_batches(store, events, [&](const Batch& batch) {
            events.read(batch);
            if (events.is_open_undo()) back = brought_back_by(store, events);
            return !back;
        });
        if (!back) throw Refused(refusal::NothingToRedo{});
        VoidRequest whole = request;
        whole.force = true;
        return take_back(store, transaction.get(), *back, command_redo, whole);
    });
}

CommandsReport latest_commands(Store& store, std::size_t most) {
    CommandsReport report;
    read_commands(store, [&](std::int64_t number, const Batch& batch, BatchEvents& events) {
        CommandRow row{number, {}, batch.command, {}, state_of(store, events), batch.name};
        Scope scope;
        scope.batch = batch.name;
        store.read_records(scope, [&](const RecordedEvent& event) {
            row.recorded_at = event.recorded_at;
            const bool is_void = event.kind == EventKind::void_event;
            if (is_void == events.only_voids()) row.events.add(event);
        });
        if (events.only_voids()) {
            EventsInBrief targets;
            for (const auto& target : store.find_events(events.refs())) targets.add(*target);
            row.events = std::move(targets);
        }
        report.rows.push_back(std::move(row));
        return report.rows.size() < most;
    });
    return report;
}

}  // namespace inmail::app
