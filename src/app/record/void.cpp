#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/fold_run.hpp"
#include "inmail/app/fold/report_query.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "record/recording.hpp"

namespace inmail::app {
namespace {

RecordedEvent require_voidable(Store& store, EventId id, bool told_again) {
    const auto target = store.find_event(id);
    ensure(target.has_value(), "an event that is to be voided was recorded");
    const std::string key = for_terminal(target->key);
    if (target->kind == EventKind::void_event) {
        throw Refusal(fmt::format("'{}' is a void itself: a void cannot be taken back", key),
                      "record the event that it voided again, under a new key");
    }
    if (target->voided && !told_again) throw Refusal(fmt::format("'{}' is voided already", key));
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
        throw InputError(fmt::format("a key of its own is for one void, and this takes back {} events", events.size()),
                         "leave --key out");
    }
    const bool told_again = !request.key.empty() && store.find_event(request.key).has_value();
    std::set<AccountId> accounts;
    for (const EventId id : events) {
        const RecordedEvent target = require_voidable(store, id, told_again);
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
    if (events.empty()) {
        throw InputError(fmt::format("no batch '{}' has an event that could be voided", for_terminal(request.batch)),
                         "an import prints its batch; `inmail history ACCOUNT` shows keys");
    }
    return void_all(store, events, "void --batch", request);
}

RecordResult undo(Store& store, const VoidRequest& request) {
    const auto batch = store.last_live_batch();
    if (!batch)
        throw Refusal(
            "there is nothing to undo: nothing is in force, or the last command was a void or an import of plans, which cannot "
            "be taken back",
            "record what a void took back again, under a new key; import newer terms over terms; `inmail void KEY` takes back "
            "what is older");
    VoidRequest whole = request;
    if (whole.note.empty()) whole.note = note_of_undo(*batch);
    return void_all(store, live_events_of(store, *batch), "undo", whole);
}

}  // namespace inmail::app
