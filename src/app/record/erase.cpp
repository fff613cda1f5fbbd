#include "inmail/app/record/erase.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"
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

}  // namespace

EraseResult forget(Store& store, const std::vector<std::string>& prospects, Instant now, bool dry_run) {
    EraseResult result;
    result.dry_run = dry_run;
    Maintenance* maintenance = store.maintenance();
    if (maintenance == nullptr) throw InputError("this ledger's store erases no names", "ask whoever keeps the ledger");
    const Maintenance::Traces traces = maintenance->traces();
    result.copies = traces.copies;
    const auto ids = store.ids_of(NameKind::prospect, prospects);
    for (std::size_t i = 0; i < prospects.size(); ++i) {
        const std::string& prospect = prospects[i];
        // Nearest names are not offered: nobody is to be erased by a guess.
        if (ids[i] == 0) {
            throw InputError(fmt::format("nobody of the name '{}' stands in this ledger", for_terminal(prospect)),
                             "`inmail history ACCOUNT` shows the names as they stand");
        }
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
    maintenance->erase(prospects, now);
    return result;
}

}  // namespace inmail::app
