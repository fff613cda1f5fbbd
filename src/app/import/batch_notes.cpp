// What an import notes beside its events: which of them it found recorded already, and in which zone it read times.

#include <algorithm>
#include <utility>

#include "import/batch.hpp"
#include "key_family.hpp"

namespace inmail::app {

void ImportBatch::note_repeat(const RecordedEvent& known) {
    if (known.id > last_before_ || !options_.notes_known) return;
    const EventId event = first_event_of_family(store_, known);
    if (!known_runs_.empty() && event.value == known_runs_.back().last.value + 1)
        known_runs_.back().last = event;
    else
        known_runs_.push_back({event, event});
}

bool ImportBatch::note_known_run() {
    std::sort(known_runs_.begin(), known_runs_.end());
    std::vector<Run> runs;
    for (const Run& run : known_runs_) {
        if (runs.empty() || run.first.value > runs.back().last.value + 1)
            runs.push_back(run);
        else
            runs.back().last = std::max(runs.back().last, run.last);
    }
    if (!in_own_batch_) {
        // The same file may be imported every hour.
        std::set<Run> noted;
        for (const KnownRun& run : store_.known_runs()) {
            const bool is_same = run.batch.empty() && run.command == transaction_.command() && run.after == last_before_;
            if (is_same) noted.insert({run.first, run.last});
        }
        runs.erase(std::remove_if(runs.begin(), runs.end(), [&](const Run& run) { return noted.count(run) != 0; }), runs.end());
    }
    for (const Run& run : runs) transaction_.note_known_run(run.first, run.last);
    return !runs.empty();
}

bool ImportBatch::note_zone() {
    if (zone_.empty()) return false;
    const auto noted = store_.zones_of_imports(transaction_.command());
    // The same file may be imported every hour.
    if (!in_own_batch_ && !noted.empty() && noted.back().zone == zone_) return false;
    transaction_.note_import_zone(zone_);
    return true;
}

}  // namespace inmail::app
