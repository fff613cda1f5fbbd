#include "inmail/app/record/erase.hpp"

#include <algorithm>
#include <map>

#include "batch_commands.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/names.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/store/store.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::app {

namespace {

/// The name as a key, or as people write it.
bool holds(const std::string& text, const std::string& prospect) {
    const std::string lower = to_lower_latin1(text);
    if (lower.find(prospect) != std::string::npos) return true;
    std::string spaced = prospect;
    std::replace(spaced.begin(), spaced.end(), '-', ' ');
    return lower.find(spaced) != std::string::npos;
}

/// The ledgers that commands of this one name.
std::vector<EraseResult::Exchange> exchanges_of(Reader& ledger) {
    std::map<std::string, bool> both_ways;  // by place
    ledger.read_batches([&](const Batch& batch) {
        if (begins_with(batch.command, command_sync)) both_ways[batch.command.substr(command_sync.size())] = true;
        if (begins_with(batch.command, command_merge)) both_ways.emplace(batch.command.substr(command_merge.size()), false);
        return true;
    });
    std::vector<EraseResult::Exchange> all;
    for (const auto& [place, is_synced] : both_ways) all.push_back({place, is_synced});
    return all;
}

}  // namespace

EraseResult forget(Store& store, const std::vector<ProspectId>& prospects, Instant now, bool dry_run) {
    EraseResult result;
    result.dry_run = dry_run;
    Maintenance* maintenance = store.maintenance();
    if (maintenance == nullptr) throw InvalidRequest(fault::NoMaintenance{fault::NoMaintenance::Use::erase});
    const Maintenance::Traces traces = maintenance->traces();
    result.copies = traces.copies;
    result.on_server = traces.on_server;
    result.in_pages = traces.in_pages;
    if (!prospects.empty()) result.exchanges = exchanges_of(store);
    std::vector<std::string> names;
    for (const ProspectId id : prospects) {
        const std::string prospect = store.name_of(id);
        // Another program may have erased the name since it was looked up.
        static_cast<void>(require_prospect(store, prospect));
        names.push_back(prospect);
        const bool named_before =
            std::any_of(result.rows.begin(), result.rows.end(), [&](const auto& row) { return row.prospect == prospect; });
        if (!named_before) result.rows.push_back({prospect, 0, 0, {}});
    }
    store.read_records({}, [&](const RecordedEvent& event) {
        for (auto& row : result.rows) {
            if (event.prospect == row.prospect) ++row.events;
            for (const std::string* text : {&event.note, &event.thread, &event.campaign, &event.name, &event.key}) {
                if (!holds(*text, row.prospect)) continue;
                ++row.sealed;
                break;
            }
        }
    });
    for (const std::string& text : traces.texts) {
        for (auto& row : result.rows) {
            if (holds(text, row.prospect)) row.texts.push_back(text);
        }
    }
    if (dry_run) return result;
    maintenance->erase(names, now);
    return result;
}

}  // namespace inmail::app
