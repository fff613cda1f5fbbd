#include <algorithm>
#include <map>
#include <set>

#include "fold/fold_run.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "record/recording.hpp"

namespace inmail::app {
namespace {

RecordedEvent require_voidable(Store& store, EventId id, bool is_repeat) {
    const auto target = store.find_event(id);
    ensure(target.has_value(), "an event that is to be voided was recorded");
    if (target->kind == EventKind::void_event) throw Refused(refusal::VoidOfVoid{target->key});
    if (target->voided && !is_repeat) throw Refused(refusal::VoidedAlready{target->key});
    return *target;
}

std::vector<EventId> live_events_of(Store& store, const std::string& batch) {
    std::vector<EventId> events;
    for (const auto& key : store.live_keys_of_batch(batch)) events.push_back(require_event(store, key));
    return events;
}

/// What is available now in the accounts of the query.
std::map<AccountName, Credits> available_now(Store& store, const std::set<AccountId>& accounts, Instant now) {
    ReportQuery query{now, std::nullopt, {}};
    query.accounts.assign(accounts.begin(), accounts.end());
    FoldRun fold_run(store, query);
    fold_run.fold();
    std::map<AccountName, Credits> available;
    for (const auto& [name, state] : fold_run.listed()) available[name] = state.available;
    return available;
}

RecordResult void_all(Store& store, const std::vector<EventId>& events, const std::string& command, const VoidRequest& request) {
    RecordRequest record_request;
    record_request.command = command;
    record_request.now = request.now;
    record_request.dry_run = request.dry_run;
    // What is taken back is taken back whatever the rules think of what remains.
    record_request.force = true;
    if (!request.key.empty() && events.size() != 1) {
        throw InvalidRequest(fault::KeyForSeveral{fault::KeyForSeveral::What::voids, static_cast<std::int64_t>(events.size())});
    }
    const bool is_repeat = !request.key.empty() && store.find_event(request.key).has_value();
    std::set<AccountId> accounts;
    for (const EventId id : events) {
        const RecordedEvent target = require_voidable(store, id, is_repeat);
        accounts.insert(account_named_by(store, target));
        EventRecord event;
        event.at = request.at;
        event.kind = EventKind::void_event;
        event.ref = target.key;
        event.note = request.note;
        event.key = request.key;
        record_request.events.push_back(std::move(event));
    }
    const auto before = available_now(store, accounts, request.now);
    RecordResult result = record(store, record_request);
    for (After& after : result.after) {
        const auto it = before.find(after.account);
        after.before = it == before.end() ? no_credits : it->second;
    }
    return result;
}

}  // namespace

RecordResult void_events(Store& store, const VoidRequest& request) {
    if (request.batch.empty()) {
        std::vector<EventId> once;
        for (const EventId id : request.events) {
            if (std::find(once.begin(), once.end(), id) == once.end()) once.push_back(id);
        }
        return void_all(store, once, "void", request);
    }
    const auto events = live_events_of(store, request.batch);
    if (events.empty()) throw InvalidRequest(fault::UnknownBatch{request.batch});
    return void_all(store, events, "void --batch", request);
}

RecordResult undo(Store& store, const VoidRequest& request) {
    const auto batch = store.last_live_batch();
    if (!batch) throw Refused(refusal::NothingToUndo{});
    VoidRequest whole = request;
    if (whole.note.empty()) whole.note = note_of_undo(*batch);
    return void_all(store, live_events_of(store, *batch), "undo", whole);
}

}  // namespace inmail::app
