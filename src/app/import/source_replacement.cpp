#include "import/source_replacement.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "batch_commands.hpp"
#include "events_by_id.hpp"
#include "import/changed_rows.hpp"
#include "inmail/text/strings.hpp"
#include "key_family.hpp"
#include "record/batch_events.hpp"

namespace inmail::app {
namespace {

bool is_of_source(const std::string& command, const std::string& source) {
    return begins_with(command, command_import_events) &&
           SourceReplacement::name_of(command.substr(command_import_events.size())) == source;
}

}  // namespace

std::string SourceReplacement::name_of(const std::string& file) { return std::filesystem::path(file).filename().string(); }

SourceReplacement::SourceReplacement(Store& store, const std::string& source) : store_(store) {
    BatchEvents events(store);
    std::vector<EventId> lost;
    store.read_batches([&](const Batch& batch) {
        const bool is_own = is_of_source(batch.command, source);
        if (!is_own && !BatchEvents::may_take_back(batch)) return true;
        events.read(batch);
        if (!is_own) return true;
        for (const EventId event : events.live()) rows_.emplace(event, Row{});
        lost.insert(lost.end(), events.lost().begin(), events.lost().end());
        return true;
    });
    covered_ = rows_.size();
    for (const EventId event : lost) add_lost(event, source);
    find_shared(source, events);
}

void SourceReplacement::find_shared(const std::string& source, const BatchEvents& events) {
    std::vector<KnownRun> runs;
    for (KnownRun& run : store_.known_runs()) {
        if (!is_of_source(run.command, source) && !events.is_undone(run.batch)) runs.push_back(std::move(run));
    }
    if (runs.empty()) return;
    std::vector<EventId> in_force;
    for (const auto& [event, row] : rows_) {
        if (row.hold == Hold::owned) in_force.push_back(event);
    }
    read_by_id(store_, in_force, [&](const RecordedEvent& event) {
        const EventId first = first_event_of_family(store_, event);
        const bool is_shared = std::any_of(runs.begin(), runs.end(), [first](const KnownRun& run) { return run.holds(first); });
        if (is_shared) rows_.at(event.id).hold = Hold::shared;
    });
}

void SourceReplacement::add_lost(EventId event, const std::string& source) {
    const auto taken_back = store_.find_event(event);
    switch (how_taken_back(store_, *taken_back)) {
        case TakenBack::by_itself:
            rows_.emplace(event, Row{Hold::voided, false});
            return;
        case TakenBack::replaced: {
            // A later file of the source replaced it: that row counts.
            const auto by = store_.find_event(taken_back->voided_by);
            const auto stand_in = stand_in_of(store_, *taken_back);
            if (is_of_source(store_.command_of(by->batch), source) || !stand_in) return;
            rows_.emplace(event, Row{Hold::replaced, false});
            if (first_of_family(stand_in->key) == first_of_family(taken_back->key)) same_key_.emplace(stand_in->id, event);
            return;
        }
        case TakenBack::gone:
        case TakenBack::ordinary:
        case TakenBack::with_batch:
            return;
    }
}

EventId SourceReplacement::row_of(EventId event) const {
    const auto row = same_key_.find(event);
    return row == same_key_.end() ? event : row->second;
}

SourceReplacement::Hold SourceReplacement::hold_on(EventId event) const {
    const auto row = rows_.find(row_of(event));
    return row == rows_.end() ? Hold::none : row->second.hold;
}

void SourceReplacement::found(EventId event) {
    const auto row = rows_.find(row_of(event));
    if (row != rows_.end()) row->second.is_found = true;
}

std::vector<EventId> SourceReplacement::missing(Hold hold) const {
    std::vector<EventId> events;
    for (const auto& [event, row] : rows_) {
        if (!row.is_found && row.hold == hold) events.push_back(event);
    }
    return events;
}

std::vector<RecordedEvent> SourceReplacement::missing() const {
    std::vector<EventId> ids;
    for (const auto& [event, row] : rows_) {
        if (!row.is_found) ids.push_back(event);
    }
    std::vector<RecordedEvent> events;
    read_by_id(store_, ids, [&events](RecordedEvent&& event) { events.push_back(std::move(event)); });
    return events;
}

void SourceReplacement::learn_subjects() {
    if (std::exchange(learnt_, true)) return;
    for (const RecordedEvent& event : missing()) {
        for (const std::string& subject : ChangedRows::subjects_of(event)) {
            if (!subject.empty()) subjects_.insert(std::hash<std::string>{}(subject));
        }
    }
}

bool SourceReplacement::may_have_changed(const EventRecord& row) {
    if (rows_.empty()) return false;
    learn_subjects();
    const auto subjects = ChangedRows::subjects_of(row);
    return std::any_of(subjects.begin(), subjects.end(),
                       [this](const std::string& subject) { return subjects_.count(std::hash<std::string>{}(subject)) != 0; });
}

std::vector<std::optional<RecordedEvent>> SourceReplacement::pair(const std::vector<const EventRecord*>& rows) const {
    const std::vector<RecordedEvent> events = missing();
    std::vector<bool> is_left_alone;
    for (const RecordedEvent& event : events) is_left_alone.push_back(hold_on(event.id) != Hold::owned);
    std::vector<std::optional<RecordedEvent>> pairs;
    for (const RecordedEvent* event : ChangedRows(rows, events, std::move(is_left_alone)).run())
        pairs.push_back(event == nullptr ? std::nullopt : std::optional{*event});
    return pairs;
}

}  // namespace inmail::app
