#include "import/source_replacement.hpp"

#include <filesystem>

#include "batch_commands.hpp"

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
        for (const EventId event : events.live()) is_found_.emplace(event, false);
        return true;
    });
}

std::vector<EventId> SourceReplacement::gone() const {
    std::vector<EventId> events;
    for (const auto& [event, is_found] : is_found_) {
        if (!is_found) events.push_back(event);
    }
    return events;
}

}  // namespace inmail::app
