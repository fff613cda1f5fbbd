#include "record/batch_events.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "batch_commands.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "key_family.hpp"

namespace inmail::app {
namespace {

constexpr std::string_view undo_note = "undo of ";

bool is_taking_back(std::string_view command) { return command == command_undo || begins_with(command, command_void_batch); }

/// Whether what it records was recorded before.
bool is_about_another(std::string_view command) { return is_taking_back(command) || command == command_redo; }

/// Whether taking a batch back recorded again what a void took back.
bool is_brought_back(Reader& ledger, const std::string& voided) {
    const KeyFamily family(ledger, voided);
    const RecordedEvent* next = family.after(voided);
    return next != nullptr && is_taking_back(ledger.command_of(next->batch));
}

}  // namespace

std::string note_of_undo(const std::string& batch) { return std::string(undo_note) + batch; }

std::string_view reserved_beginning(std::string_view note) {
    for (const std::string_view beginning : {note_of_replacement, undo_note}) {
        if (begins_with(note, beginning)) return beginning;
    }
    return {};
}

bool takes_back_batch(Reader& ledger, const RecordedEvent& void_event) {
    return is_taking_back(ledger.command_of(void_event.batch)) || begins_with(void_event.note, undo_note);
}

bool is_taken_back(Reader& ledger, const std::string& batch) {
    bool has_events = false;
    bool is_in_force = false;
    std::vector<std::string> voided;
    Scope scope;
    scope.batch = batch;
    ledger.read_records(scope, [&](const RecordedEvent& event) {
        if (event.kind == EventKind::void_event) return voided.push_back(event.ref);
        has_events = true;
        if (is_in_force) return;
        const bool is_replaced = event.voided() && how_taken_back(ledger, event) == TakenBack::replaced;
        is_in_force = !event.voided() || (is_replaced && stand_in_of(ledger, event).has_value());
    });
    if (has_events) return !is_in_force;
    return std::any_of(voided.begin(), voided.end(), [&ledger](const std::string& key) { return is_brought_back(ledger, key); });
}

bool BatchEvents::may_take_back(const Batch& batch) {
    return is_about_another(batch.command) || begins_with(batch.command, command_import) ||
           begins_with(batch.command, command_merge);
}

void BatchEvents::read(const Batch& batch) {
    first_ = {};
    batch_ = batch.name;
    live_.clear();
    lost_.clear();
    refs_.clear();
    only_voids_ = true;
    bool are_noted = true;
    bool all_replaced = true;
    std::vector<std::pair<std::string, EventId>> recorded_again;  // keys of the batch, and what is in force for them
    std::vector<std::string> keys;                                // of a redo
    Scope scope;
    scope.batch = batch.name;
    ledger_.read_records(scope, [&](const RecordedEvent& event) {
        if (is_none(first_)) first_ = event.id;
        if (event.kind == EventKind::void_event) {
            refs_.push_back(event.ref);
            are_noted = are_noted && begins_with(event.note, undo_note);
            all_replaced = all_replaced && begins_with(event.note, note_of_replacement);
            return;
        }
        only_voids_ = false;
        if (batch.command == command_redo) keys.push_back(event.key);
        EventId in_force = event.id;
        if (event.voided()) {
            const auto found = brought_back_.find(event.key);
            if (found == brought_back_.end()) {
                lost_.push_back(event.id);
                return;
            }
            in_force = found->second;
        }
        live_.push_back(in_force);
        if (first_of_family(event.key) != event.key) recorded_again.emplace_back(event.key, in_force);
    });
    only_replaces_ = only_voids_ && all_replaced && !refs_.empty();
    // Imported voids count as an undo only if their notes say so, because taking back too much is worse than refusing.
    takes_back_ = is_about_another(batch.command) || (may_take_back(batch) && !refs_.empty() && are_noted);
    only_voids_ = only_voids_ && !refs_.empty();
    if (batch.command == command_redo) redone_.insert(redone_by(batch.name, keys));
    is_open_undo_ = batch.command == command_undo && redone_.count(batch.name) == 0;
    if (!takes_back_) return;
    const bool was_redone = batch.command == command_redo || redone_.count(batch.name) != 0;
    if (!refs_.empty() && !was_redone) undone_.insert(first_version(event_of(refs_.front())).batch);
    for (const auto& [key, in_force] : recorded_again) {
        if (const auto source = source_of(key, batch.name)) brought_back_[*source] = in_force;
    }
}

std::string BatchEvents::redone_by(const std::string& batch, const std::vector<std::string>& keys) {
    if (keys.empty()) return event_of(refs_.front()).batch;
    const auto source = source_of(keys.front(), batch);
    ensure(source.has_value(), "a redo records what was taken back");
    return ledger_.find_event(event_of(*source).voided_by)->batch;
}

RecordedEvent BatchEvents::event_of(const std::string& key) {
    auto event = ledger_.find_event(key);
    ensure(event.has_value(), "a void names an event of the ledger");
    return std::move(*event);
}

RecordedEvent BatchEvents::first_version(RecordedEvent event) {
    while (is_about_another(command_of(event.batch))) {
        const auto key = source_of(event.key, event.batch);
        if (!key) break;
        event = event_of(*key);
    }
    return event;
}

std::optional<RecordedEvent> BatchEvents::last_not_undone(const RecordedEvent& event) {
    RecordedEvent found = event;
    while (true) {
        const RecordedEvent first = first_version(found);
        if (undone_.count(first.batch) == 0) return found;
        const auto& replaced = replaced_by(first.batch);
        const auto before = replaced.find(first.key);
        if (before == replaced.end()) return std::nullopt;
        found = event_of(before->second);
    }
}

const std::unordered_map<std::string, std::string>& BatchEvents::replaced_by(const std::string& batch) {
    const auto [known, is_new] = replaced_.emplace(batch, std::unordered_map<std::string, std::string>());
    if (!is_new) return known->second;
    Scope scope;
    scope.batch = batch;
    ledger_.read_records(scope, [&replaced = known->second](const RecordedEvent& event) {
        if (event.kind == EventKind::void_event && begins_with(event.note, note_of_replacement))
            replaced.emplace(event.note.substr(note_of_replacement.size()), event.ref);
    });
    return known->second;
}

const std::string& BatchEvents::command_of(const std::string& batch) {
    const auto [known, is_new] = commands_.emplace(batch, std::string());
    if (is_new) known->second = ledger_.command_of(batch);
    return known->second;
}

std::optional<std::string> BatchEvents::source_of(const std::string& key, const std::string& batch) {
    // The batch voided the members that came after it.
    for (std::string earlier = key_before(key); !earlier.empty(); earlier = key_before(earlier)) {
        const auto event = ledger_.find_event(earlier);
        if (!event || !event->voided()) continue;
        const auto by = ledger_.find_event(event->voided_by);
        if (by && by->batch != batch) return earlier;
    }
    return std::nullopt;
}

std::optional<EventId> BatchEvents::in_place_of(const RecordedEvent& target) {
    const KeyFamily family(ledger_, target.key);
    if (const RecordedEvent* in_force = family.in_force()) return in_force->id;
    const auto by = ledger_.find_event(target.voided_by);
    if (!by || by->batch != batch_ || !begins_with(by->note, note_of_replacement)) return std::nullopt;
    // What was there before the batch stood beside the event.
    const auto replacement = ledger_.find_event(std::string_view(by->note).substr(note_of_replacement.size()));
    if (!replacement || first_version(*replacement).batch != batch_) return std::nullopt;
    const auto stand_in = stand_in_of(ledger_, *replacement);
    return stand_in ? std::optional{stand_in->id} : std::nullopt;
}

std::vector<EventId> BatchEvents::taken_back() {
    const std::set<EventId> own(live_.begin(), live_.end());
    std::vector<EventId> events;
    for (const auto& target : ledger_.find_events(refs_)) {
        ensure(target.has_value(), "a void names an event of the ledger");
        // What stands in its place goes with the batch.
        const auto stand_in = in_place_of(*target);
        if (stand_in && own.count(*stand_in) == 0) continue;
        if (const auto event = last_not_undone(*target)) events.push_back(event->id);
    }
    return events;
}

}  // namespace inmail::app
