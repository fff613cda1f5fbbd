#include "inmail/app/reports/edition_change.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "fold/fold_run.hpp"
#include "inmail/app/names.hpp"
#include "inmail/store/rulebooks.hpp"

namespace inmail::app {
namespace {

std::map<AccountId, AccountState> active_accounts(const FoldRun& fold_run) {
    std::map<AccountId, AccountState> accounts;
    for (auto& state : fold_run.reconciler().accounts()) {
        if (state.active) accounts.emplace(state.account, std::move(state));
    }
    return accounts;
}

/// Adds the names of the differing terms that move credits.
void add_differing(std::vector<std::string>& names, const Terms& former, const Terms& now) {
    for_each_term([&](const auto& term) {
        if (!moves_credits(term) || former.*term.member == now.*term.member) return;
        if (std::find(names.begin(), names.end(), term.name) == names.end()) names.emplace_back(term.name);
    });
}

}  // namespace

EditionChange edition_change(Store& store, int former_edition, Instant now) {
    ReportQuery query{now, std::nullopt, {}};
    FoldRun latest(store, query);
    latest.fold();
    query.edition = Edition{{}, former_edition};
    FoldRun former(store, query);
    former.fold();

    EditionChange change;
    change.former = former_edition;
    change.now = newest_edition(store.terms(std::nullopt));
    const auto states_then = active_accounts(former);
    for (const auto& [account, state] : active_accounts(latest)) {
        ++change.accounts;
        const auto then = states_then.find(account);
        if (then == states_then.end() || then->second.available == state.available) continue;
        change.changed.push_back({name_account(store, account), then->second.available, state.available});
        add_differing(change.terms, *then->second.terms, *state.terms);
    }
    const auto size = [](const EditionChange::Changed& c) { return std::abs((c.now - c.former).value); };
    std::stable_sort(change.changed.begin(), change.changed.end(),
                     [&](const auto& a, const auto& b) { return size(a) > size(b); });
    return change;
}

}  // namespace inmail::app
