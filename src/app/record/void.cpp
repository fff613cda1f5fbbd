#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "fold/fold_run.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/handovers.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "record/current_head.hpp"
#include "record/recording.hpp"

namespace inmail::app {
namespace {

/// A batch of an import may have a million.
constexpr std::ptrdiff_t events_a_question = 1000;

const RecordedEvent& require_voidable(const std::optional<RecordedEvent>& target, bool is_repeat) {
    ensure(target.has_value(), "an event that is to be voided was recorded");
    if (target->kind == EventKind::void_event) throw Refused(refusal::VoidOfVoid{target->key});
    if (target->voided && !is_repeat) throw Refused(refusal::VoidedAlready{target->key});
    return *target;
}

/// What is available now in these accounts, by the handles that they have now.
std::map<AccountName, Credits> available_now(Store& store, const std::set<AccountId>& accounts, Instant now) {
    ReportQuery query{now, std::nullopt, {}};
    query.accounts.assign(accounts.begin(), accounts.end());
    follow_handovers(store, query.accounts, now, std::nullopt);
    FoldRun fold_run(store, query);
    fold_run.fold();
    std::map<AccountName, Credits> available;
    for (const auto& [name, state] : fold_run.listed()) available[name] = state.available;
    return available;
}

RecordResult void_all(Store& store, Transaction* transaction, const std::vector<EventId>& events, const std::string& command,
                      const VoidRequest& request) {
    RecordRequest record_request;
    record_request.command = command;
    record_request.now = request.now;
    record_request.dry_run = request.dry_run;
    // No rule refuses a void, whatever remains.
    record_request.force = true;
    if (!request.key.empty() && events.size() != 1) {
        throw InvalidRequest(fault::KeyForSeveral{fault::KeyForSeveral::What::voids, static_cast<std::int64_t>(events.size())});
    }
    const bool is_repeat = !request.key.empty() && store.find_event(request.key).has_value();
    std::set<AccountId> accounts;
    for (auto first = events.begin(); first != events.end();) {
        const auto end = first + std::min(events_a_question, events.end() - first);
        for (const auto& found : store.find_events(std::vector<EventId>(first, end))) {
            const RecordedEvent& target = require_voidable(found, is_repeat);
            accounts.insert(account_named_by(store, target));
            EventRecord event;
            event.at = request.at;
            event.kind = EventKind::void_event;
            event.ref = target.key;
            event.note = request.note;
            event.key = request.key;
            record_request.events.push_back(std::move(event));
        }
        first = end;
    }
    const auto before = available_now(store, accounts, request.now);
    RecordResult result = Recording(store, transaction, record_request).run();
    for (After& after : result.after) {
        const auto it = before.find(after.account);
        after.before = it == before.end() ? no_credits : it->second;
    }
    return result;
}

std::unique_ptr<Transaction> begin(Store& store, const VoidRequest& request, const char* command) {
    return request.dry_run ? nullptr : store.begin(request.now, command);
}

/// The batch's events that are in force, `void` events left out.
std::vector<EventId> live_events_of(Store& store, const std::string& batch) {
    Scope scope;
    scope.batch = batch;
    std::vector<EventId> events;
    store.read_records(scope, [&](const RecordedEvent& event) {
        if (event.kind != EventKind::void_event && !event.voided) events.push_back(event.id);
    });
    return events;
}

/// A ledger that imports the voids of an undo recognises them by this note, unless somebody gave another.
std::string note_of_undo(const std::string& batch) { return "undo of " + batch; }

/// Whether the batch consists of voids that no undo recorded. Imported voids count as an undo only if their notes say so,
/// because taking back too much is worse than refusing.
bool is_last_word(Store& store, const Batch& batch) {
    if (begins_with(batch.command, "void")) return true;
    if (batch.command == "undo") return false;
    Scope scope;
    scope.batch = batch.name;
    std::vector<std::string> refs;
    std::vector<std::string> notes;
    bool only_voids = true;
    store.read_records(scope, [&](const RecordedEvent& event) {
        only_voids = only_voids && event.kind == EventKind::void_event;
        refs.push_back(event.ref);
        notes.push_back(event.note);
    });
    if (!only_voids) return false;
    const auto targets = store.find_events(refs);
    for (std::size_t i = 0; i < targets.size(); ++i) {
        ensure(targets[i].has_value(), "a void names an event of the ledger");
        if (notes[i] != note_of_undo(targets[i]->batch)) return true;
    }
    return false;
}

/// What `undo` takes back: the last batch with an event in force. None if there is none, or if a `void` (imported ones
/// count) or an import of terms came after it: these cannot be taken back.
std::optional<std::pair<std::string, std::vector<EventId>>> last_live_batch(Store& store) {
    std::optional<std::pair<std::string, std::vector<EventId>>> found;
    store.read_batches([&](const Batch& batch) {
        if (batch.terms_follow) return false;
        auto events = live_events_of(store, batch.name);
        if (events.empty()) return !is_last_word(store, batch);
        found.emplace(batch.name, std::move(events));
        return false;
    });
    return found;
}

}  // namespace

RecordResult void_events(Store& store, const VoidRequest& request) {
    return on_current_head([&] {
        const char* command = request.batch.empty() ? "void" : "void --batch";
        const auto transaction = begin(store, request, command);
        std::vector<EventId> events;
        if (!request.batch.empty()) {
            events = live_events_of(store, request.batch);
            if (events.empty()) throw InvalidRequest(fault::UnknownBatch{request.batch});
        }
        for (const EventId id : request.events) {
            if (std::find(events.begin(), events.end(), id) == events.end()) events.push_back(id);
        }
        return void_all(store, transaction.get(), events, command, request);
    });
}

RecordResult undo(Store& store, const VoidRequest& request) {
    return on_current_head([&] {
        const auto transaction = begin(store, request, "undo");
        const auto batch = last_live_batch(store);
        if (!batch) throw Refused(refusal::NothingToUndo{});
        VoidRequest whole = request;
        if (whole.note.empty()) whole.note = note_of_undo(batch->first);
        return void_all(store, transaction.get(), batch->second, "undo", whole);
    });
}

}  // namespace inmail::app
