#include "inmail/app/record/rollover.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/core/errors.hpp"
#include "record/current_head.hpp"

namespace inmail::app {
namespace {

struct DueClose {
    AccountId account;
    Instant at;
    CloseFigures figures;
};

/// Every refresh of the fold that has no close yet, in the order of time.
std::vector<DueClose> due_closes(Store& store, Instant through) {
    std::vector<DueClose> refreshes;
    std::set<std::pair<AccountId, Instant>> closed;
    Collector collector([&](const Posting& p) {
        if (p.kind == Posting::Kind::closed) closed.emplace(p.account, p.at);
        if (p.kind == Posting::Kind::refreshed && p.refresh->k >= 1) refreshes.push_back({p.account, p.at, *p.now});
    });
    FoldRun fold_run(store, ReportQuery{through, std::nullopt, {}}, &collector);
    fold_run.fold();
    const auto is_closed = [&](const DueClose& due) { return closed.count({due.account, due.at}) != 0; };
    refreshes.erase(std::remove_if(refreshes.begin(), refreshes.end(), is_closed), refreshes.end());
    std::stable_sort(refreshes.begin(), refreshes.end(),
                     [](const DueClose& a, const DueClose& b) { return std::tie(a.at, a.account) < std::tie(b.at, b.account); });
    return refreshes;
}

/// Keys of closes: the same in every run, so that a close can only be posted once; with the next number if an earlier one was
/// voided.
std::vector<std::string> keys_of_closes(Store& store, const std::vector<DueClose>& closes) {
    std::vector<std::string> keys;
    keys.reserve(closes.size());
    for (const DueClose& due : closes)
        keys.push_back(fmt::format("close:{}:{}", name_account(store, due.account).typed(), to_string(day_of(due.at))));
    const std::vector<std::string> bases = keys;
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < keys.size(); ++i) open.push_back(i);
    for (int n = 2; !open.empty(); ++n) {
        std::vector<std::string> asked;
        asked.reserve(open.size());
        for (const std::size_t i : open) asked.push_back(keys[i]);
        const auto known = store.find_events(asked);
        std::vector<std::size_t> taken;
        for (std::size_t k = 0; k < open.size(); ++k) {
            if (!known[k]) continue;
            keys[open[k]] = fmt::format("{}:{}", bases[open[k]], n);
            taken.push_back(open[k]);
        }
        open = std::move(taken);
    }
    return keys;
}

/// A given key names only one event.
void require_one_key(Store& store, const std::string& key, std::size_t closes) {
    if (closes > 1)
        throw InvalidRequest(fault::KeyForSeveral{fault::KeyForSeveral::What::closes, static_cast<std::int64_t>(closes)});
    if (closes == 1 && store.find_event(key)) throw InvalidRequest(fault::KeyTaken{{FlawKind::key_taken, key}});
}

}  // namespace

RolloverResult rollover(Store& store, const RolloverRequest& request) {
    if (request.through > request.now) throw InvalidRequest(fault::ClosesInFuture{request.through});
    return on_current_head([&] {
        const auto transaction = request.dry_run ? nullptr : store.begin(request.now, "rollover");
        RolloverResult result;
        result.dry_run = request.dry_run;
        const auto due_now = due_closes(store, request.through);
        if (!request.key.empty()) require_one_key(store, request.key, due_now.size());
        const auto keys = request.key.empty() ? keys_of_closes(store, due_now) : std::vector{request.key};
        for (std::size_t i = 0; i < due_now.size(); ++i) {
            const DueClose& due = due_now[i];
            const AccountName account = name_account(store, due.account);
            EventRecord close;
            close.at = due.at;
            close.kind = EventKind::rollover;
            (account.is_pool() ? close.pool : close.seat) = account.name;
            close.key = keys[i];
            close.figures = due.figures;
            close.note = request.note;
            if (const auto flaws = flaws_of(close); !flaws.empty()) throw InvalidRequest(fault::FlawedRecord{flaws.front()});
            if (transaction) transaction->append(close);
            result.closes.push_back({account, day_of(due.at), due.figures, close.key});
        }
        if (result.closes.empty() || !transaction) return result;
        result.batch = transaction->batch();
        transaction->commit();
        return result;
    });
}

}  // namespace inmail::app
