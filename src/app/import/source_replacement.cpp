#include "import/source_replacement.hpp"

#include <algorithm>
#include <filesystem>

#include "import/import_commands.hpp"
#include "inmail/text/strings.hpp"
#include "record/batch_events.hpp"

namespace inmail::app {

std::string SourceReplacement::name_of(const std::string& file) { return std::filesystem::path(file).filename().string(); }

SourceReplacement::SourceReplacement(Store& store, const std::string& source) {
    BatchEvents events(store);
    store.read_batches([&](const Batch& batch) {
        const bool is_of_source = begins_with(batch.command, command_import_events) &&
                                  name_of(batch.command.substr(command_import_events.size())) == source;
        if (!is_of_source && !BatchEvents::may_take_back(batch)) return true;
        events.read(batch);
        if (!is_of_source) return true;
        for (const EventId event : events.live()) covered_.insert(event.value);
        return true;
    });
    missing_ = covered_;
}

std::vector<EventId> SourceReplacement::gone() const {
    std::vector<std::int64_t> missing(missing_.begin(), missing_.end());
    std::sort(missing.begin(), missing.end());
    std::vector<EventId> events;
    for (const std::int64_t event : missing) events.push_back(EventId{event});
    return events;
}

}  // namespace inmail::app
