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

RecordedEvent require_voidable(Store& store, const std::string& key, bool told_again) {
    const auto target = store.find_event(key);
    if (!target) {
        throw InputError(fmt::format("no event has the key '{}'", for_terminal(key)), "`inmail history ACCOUNT` shows the keys");
    }
    if (target->kind == EventKind::void_event) {
        throw Refusal(fmt::format("'{}' is a void itself: a void cannot be taken back", for_terminal(key)),
                      "record the event that it voided again, under a new key");
    }
    if (target->voided && !told_again) throw Refusal(fmt::format("'{}' is voided already", for_terminal(key)));
    return *target;
}

/// What is available now in the accounts of the query.
std::map<AccountName, Credits> available_now(Store& store, const std::set<AccountId>& accounts, Instant now) {
    ReportQuery query{now, std::nullopt, {}};
    for (const AccountId id : accounts) query.accounts.push_back(name_account(store, id).typed());
    FoldRun fold_run(store, query);
    fold_run.fold();
    std::map<AccountName, Credits> available;
    for (const auto& [name, state] : fold_run.listed()) available[name] = state.available;
    return available;
}

RecordResult void_all(Store& store, const std::vector<std::string>& keys, const std::string& command,
                      const VoidRequest& request) {
    RecordRequest record_request;
    record_request.command = command;
    record_request.now = request.now;
    record_request.dry_run = request.dry_run;
    // What is taken back is taken back whatever the rules think of what remains.
    record_request.force = true;
    if (!request.key.empty() && keys.size() != 1) {
        throw InputError(fmt::format("a key of its own is for one void, and this takes back {} events", keys.size()),
                         "leave --key out");
    }
    const bool told_again = !request.key.empty() && store.find_event(request.key).has_value();
    std::set<AccountId> accounts;
    for (const auto& key : keys) {
        const RecordedEvent target = require_voidable(store, key, told_again);
        accounts.insert(account_named_by(store, target));
        EventRecord event;
        event.at = request.at;
        event.kind = EventKind::void_event;
        event.ref = key;
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
        std::vector<std::string> once;
        for (const auto& key : request.keys) {
            if (std::find(once.begin(), once.end(), key) == once.end()) once.push_back(key);
        }
        return void_all(store, once, "void", request);
    }
    const auto keys = store.live_keys_of_batch(request.batch);
    if (keys.empty()) {
        throw InputError(fmt::format("no batch '{}' has an event that could be voided", for_terminal(request.batch)),
                         "an import prints its batch; `inmail history ACCOUNT` shows keys");
    }
    return void_all(store, keys, "void --batch", request);
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
    return void_all(store, store.live_keys_of_batch(*batch), "undo", whole);
}

}  // namespace inmail::app
