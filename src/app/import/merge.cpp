#include "inmail/app/import/merge.hpp"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "batch_commands.hpp"
#include "import/event_import.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/io/event_csv.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {
namespace {

void require_one_rulebook(const Store& store, const Store& other, const std::string& name) {
    const std::string& ours = store.info().default_rulebook;
    const std::string& theirs = other.info().default_rulebook;
    if (ours != theirs) throw InvalidRequest(fault::OtherRulebook{name, ours, theirs});
}

/// The people of events that both have, whose names the other one has erased.
std::vector<ProspectId> people_erased_there(Store& store, Store& other) {
    std::vector<std::string> keys;
    std::set<ProspectId> people;
    const auto look_up = [&] {
        for (const auto& event : store.find_events(std::exchange(keys, {}))) {
            if (event && !event->prospect.empty() && !event->prospect_erased)
                people.insert(ProspectId{store.ids_of(NameKind::prospect, {event->prospect}).front()});
        }
    };
    constexpr std::size_t keys_a_question = 1000;
    other.read_records({}, [&](const RecordedEvent& event) {
        if (!event.prospect_erased) return;
        keys.push_back(event.key);
        if (keys.size() == keys_a_question) look_up();
    });
    look_up();
    return {people.begin(), people.end()};
}

/// Whether both ledgers have taken the event back, so that there is nothing to say of it.
bool is_void_in_both(Store& store, const RecordedEvent& there) {
    if (!there.voided()) return false;
    const auto here = store.find_event(there.key);
    return here && here->voided();
}

/// The person of an event that both have, if the other ledger has erased the name.
std::optional<std::string> name_here(Store& store, const RecordedEvent& there) {
    if (!there.prospect_erased) return std::nullopt;
    const auto here = store.find_event(there.key);
    return here ? std::optional{here->prospect} : std::nullopt;
}

}  // namespace

MergeResult merge(Store& store, Store& other, const std::string& name, const ImportOptions& options) {
    require_one_rulebook(store, other, name);
    const auto people = people_erased_there(store, other);
    if (!people.empty() && store.maintenance() == nullptr)
        throw InvalidRequest(fault::NoMaintenance{fault::NoMaintenance::Use::erase});
    const auto read = [&](EventImport& import, const io::Zone&, ImportResult& result) {
        std::int64_t rows = 0;
        other.read_records({}, [&](const RecordedEvent& event) {
            ++rows;
            if (is_void_in_both(store, event)) {
                ++result.duplicates;
                return;
            }
            io::EventRow row;
            row.record = static_cast<const EventRecord&>(event);
            row.record.line = rows;
            if (auto name_of_person = name_here(store, event)) row.record.prospect = std::move(*name_of_person);
            row.recorded_at = event.recorded_at;
            row.batch = event.batch;
            import.take(std::move(row));
        });
        return rows;
    };
    MergeResult merged;
    merged.import = import_rows(store, std::string(command_merge) + name, io::Zone::named("UTC"), options, read);
    const bool is_refused = !merged.import.rejected.empty() && !options.skip_invalid;
    if (is_refused) return merged;
    if (!people.empty()) merged.forgotten = forget(store, people, options.now, options.dry_run);
    return merged;
}

}  // namespace inmail::app
