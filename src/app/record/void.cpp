#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/fold_run.hpp"
#include "inmail/app/fold/report_query.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"
#include "record/current_head.hpp"
#include "record/recording.hpp"

namespace inmail::app {
namespace {

/// A batch of an import may have a million.
constexpr std::ptrdiff_t keys_a_question = 1000;

const RecordedEvent& require_voidable(const std::optional<RecordedEvent>& target, const std::string& key, bool told_again) {
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

RecordResult void_all(Store& store, Transaction* transaction, const std::vector<std::string>& keys, const std::string& command,
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
    for (auto first = keys.begin(); first != keys.end();) {
        const auto end = first + std::min(keys_a_question, keys.end() - first);
        const auto targets = store.find_events(std::vector<std::string>(first, end));
        for (auto target = targets.begin(); first != end; ++first, ++target) {
            accounts.insert(account_named_by(store, require_voidable(*target, *first, told_again)));
            EventRecord event;
            event.at = request.at;
            event.kind = EventKind::void_event;
            event.ref = *first;
            event.note = request.note;
            event.key = request.key;
            record_request.events.push_back(std::move(event));
        }
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

/// Keys of the batch's events that are in force, `void` events left out.
std::vector<std::string> live_keys_of(Store& store, const std::string& batch) {
    Scope scope;
    scope.batch = batch;
    std::vector<std::string> keys;
    store.read_records(scope, [&](const RecordedEvent& event) {
        if (event.kind != EventKind::void_event && !event.voided) keys.push_back(event.key);
    });
    return keys;
}

/// By this note a ledger that imports the voids of an undo, to which nobody gave another, knows them for one.
std::string note_of_undo(const std::string& batch) { return "undo of " + batch; }

/// Whether the batch consists of voids that no undo recorded. Voids that were imported were an undo only where their notes say
/// so: to take back too much is worse than to refuse.
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

/// What `undo` takes back: the last batch of which something is in force. None where there is none, or where a `void` (imported
/// ones count) or an import of terms came after it, which cannot be taken back.
std::optional<std::pair<std::string, std::vector<std::string>>> last_live_batch(Store& store) {
    std::optional<std::pair<std::string, std::vector<std::string>>> found;
    store.read_batches([&](const Batch& batch) {
        if (batch.terms_follow) return false;
        auto keys = live_keys_of(store, batch.name);
        if (keys.empty()) return !is_last_word(store, batch);
        found.emplace(batch.name, std::move(keys));
        return false;
    });
    return found;
}

}  // namespace

RecordResult void_events(Store& store, const VoidRequest& request) {
    return on_current_head([&] {
        const char* command = request.batch.empty() ? "void" : "void --batch";
        const auto transaction = begin(store, request, command);
        std::vector<std::string> keys;
        if (!request.batch.empty()) {
            keys = live_keys_of(store, request.batch);
            if (keys.empty()) {
                throw InputError(fmt::format("no batch '{}' has an event that could be voided", for_terminal(request.batch)),
                                 "an import prints its batch; `inmail history ACCOUNT` shows keys");
            }
        }
        for (const auto& key : request.keys) {
            if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
        }
        return void_all(store, transaction.get(), keys, command, request);
    });
}

RecordResult undo(Store& store, const VoidRequest& request) {
    return on_current_head([&] {
        const auto transaction = begin(store, request, "undo");
        const auto batch = last_live_batch(store);
        if (!batch) {
            throw Refusal(
                "there is nothing to undo: nothing is in force, or the last command was a void or an import of plans, which "
                "cannot be taken back",
                "record what a void took back again, under a new key; import newer terms over terms; `inmail void KEY` takes "
                "back what is older");
        }
        VoidRequest whole = request;
        if (whole.note.empty()) whole.note = note_of_undo(batch->first);
        return void_all(store, transaction.get(), batch->second, "undo", whole);
    });
}

}  // namespace inmail::app
