#include "record/later_imports.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "batch_commands.hpp"
#include "inmail/text/strings.hpp"
#include "record/batch_events.hpp"

namespace inmail::app {
namespace {

/// Of "import linkedin archive.zip" the file.
std::string source_of(const std::string& command) {
    for (const auto prefix : {command_import_events, command_import_csv, command_import_linkedin, command_merge}) {
        if (begins_with(command, prefix)) return command.substr(prefix.size());
    }
    return command;
}

}  // namespace

std::optional<LaterImports> later_imports_of(Reader& ledger, EventId since, std::vector<EventId> rows) {
    std::sort(rows.begin(), rows.end());
    std::vector<bool> is_imported(rows.size());
    std::map<std::string, bool> is_undone;  // by batch
    LaterImports found;
    for (const KnownRun& run : ledger.known_runs()) {
        if (run.after < since) continue;
        const auto first = std::lower_bound(rows.begin(), rows.end(), run.first);
        const auto last = std::upper_bound(first, rows.end(), run.last);
        if (first == last) continue;
        if (!run.batch.empty()) {
            const auto [known, is_new] = is_undone.emplace(run.batch, false);
            if (is_new) known->second = is_taken_back(ledger, run.batch);
            if (known->second) continue;
        }
        std::fill(is_imported.begin() + (first - rows.begin()), is_imported.begin() + (last - rows.begin()), true);
        std::string source = source_of(run.command);
        if (std::find(found.sources.begin(), found.sources.end(), source) == found.sources.end())
            found.sources.push_back(std::move(source));
    }
    found.rows = std::count(is_imported.begin(), is_imported.end(), true);
    return found.rows == 0 ? std::nullopt : std::optional{std::move(found)};
}

}  // namespace inmail::app
