#include "import/ledger_rows.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "in_portions.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/io/event_csv.hpp"

namespace inmail::app {
namespace {

void read_in_portions(Store& store, const std::function<void(std::vector<RecordedEvent>&)>& each) {
    std::vector<RecordedEvent> events;
    store.read_records({}, [&](const RecordedEvent& event) {
        events.push_back(event);
        if (events.size() < most_a_question) return;
        each(events);
        events.clear();
    });
    each(events);
}

/// The event of each key; none for an empty one.
std::vector<std::optional<RecordedEvent>> events_of(Store& store, const std::vector<RecordedEvent>& events,
                                                    std::string EventRecord::*key) {
    std::vector<std::string> keys;
    for (const RecordedEvent& event : events) keys.push_back(event.*key);
    return store.find_events(keys);
}

}  // namespace

void require_one_rulebook(const Store& store, const Store& other, const std::string& name) {
    const std::string& ours = store.info().default_rulebook;
    const std::string& theirs = other.info().default_rulebook;
    if (ours != theirs) throw InvalidRequest(fault::OtherRulebook{name, ours, theirs});
}

EraseResult forget_as_told(Store& store, const std::vector<ProspectId>& people, const std::string& by,
                           const ImportOptions& options) {
    EraseResult result = forget(store, people, options.now, options.dry_run);
    auto& exchanges = result.exchanges;
    const auto is_by = [&by](const EraseResult::Exchange& exchange) { return exchange.place == by; };
    exchanges.erase(std::remove_if(exchanges.begin(), exchanges.end(), is_by), exchanges.end());
    return result;
}

LedgerRows::LedgerRows(Store& into, Store& from, LedgerRowRules rules) : into_(into), from_(from), rules_(std::move(rules)) {}

std::vector<ProspectId> LedgerRows::people_erased_there() {
    std::set<std::string> people;
    read_in_portions(from_, [&](std::vector<RecordedEvent>& events) {
        std::vector<RecordedEvent> erased;
        for (RecordedEvent& event : events) {
            const bool is_here_too = !rules_.stays || !rules_.stays(event);
            if (event.prospect_erased && is_here_too) erased.push_back(std::move(event));
        }
        const auto here = events_of(into_, erased, &EventRecord::key);
        for (std::size_t i = 0; i < here.size(); ++i) {
            if (!here[i] || here[i]->prospect.empty() || here[i]->shown_in_part()) continue;
            names_here_[erased[i].prospect] = here[i]->prospect;
            // It may have come from there without its name.
            const bool has_name = !here[i]->prospect_erased && here[i]->prospect != erased[i].prospect;
            if (has_name) people.insert(here[i]->prospect);
        }
    });
    std::vector<ProspectId> ids;
    for (const auto id : into_.ids_of(NameKind::prospect, {people.begin(), people.end()})) ids.push_back(ProspectId{id});
    return ids;
}

std::int64_t LedgerRows::read(EventImport& import, ImportResult& result) {
    rows_ = 0;
    read_in_portions(from_, [&](std::vector<RecordedEvent>& events) { take(events, import, result); });
    return rows_;
}

void LedgerRows::take(std::vector<RecordedEvent>& events, EventImport& import, ImportResult& result) {
    const auto here = events_of(into_, events, &EventRecord::key);
    const auto targets = events_of(into_, events, &EventRecord::ref);
    for (std::size_t i = 0; i < events.size(); ++i) {
        RecordedEvent& event = events[i];
        const RecordedEvent* target = targets[i] ? &*targets[i] : nullptr;
        if (rules_.stays && rules_.stays(event)) continue;
        if (!here[i] && rules_.both_ways) {
            const bool is_void = event.kind == EventKind::void_event;
            if (event.kind == EventKind::rollover || event.voided() || (is_void && target == nullptr)) continue;
        }
        if (event.prospect_erased) {
            if (const auto name = names_here_.find(event.prospect); name != names_here_.end()) event.prospect = name->second;
        }
        ++rows_;
        event.line = rules_.both_ways ? event.id.value : rows_;
        if (here[i]) {
            take_known(event, *here[i], import, result);
        } else if (target != nullptr && target->voided()) {
            ++result.duplicates;  // a void of what is voided already is nothing
        } else if (auto flaw = rules_.flaw_of ? rules_.flaw_of(event, target) : std::nullopt) {
            result.rejected.push_back({event.line, std::move(flaw->column), std::move(flaw->reason)});
        } else {
            take_row(std::move(event), import);
        }
    }
}

void LedgerRows::take_known(RecordedEvent& event, const RecordedEvent& here, EventImport& import, ImportResult& result) {
    const bool in_force = !here.voided();
    if (in_force && (here.shown_in_part() || same_content(event, here))) return import.take_known(here);
    // Voids travel by key, so what either ledger has taken back is settled by them.
    const bool is_settled = (event.voided() && !in_force) || (rules_.both_ways && (event.voided() || !in_force));
    if (is_settled) {
        ++result.duplicates;
        return;
    }
    take_row(std::move(event), import);
}

void LedgerRows::take_row(RecordedEvent&& event, EventImport& import) {
    io::EventRow row;
    row.recorded_at = event.recorded_at;
    row.batch = std::move(event.batch);
    row.record = static_cast<EventRecord&&>(std::move(event));
    import.take(std::move(row));
}

}  // namespace inmail::app
