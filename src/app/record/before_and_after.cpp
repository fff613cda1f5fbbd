#include "record/before_and_after.hpp"

#include <algorithm>

#include "fold/account_facts.hpp"

namespace inmail::app {
namespace {

bool same_figures(const AccountState& a, const AccountState& b) {
    return a.active == b.active && a.plan == b.plan && a.available == b.available && a.pending == b.pending &&
           a.members == b.members && (a.totals - b.totals).all_zero();
}

}  // namespace

std::optional<std::set<AccountId>> BeforeAndAfter::changed() const {
    std::set<AccountId> changed;
    std::set<AccountId> found;
    for (const AccountState& now : after_.reconciler().accounts()) {
        const auto earlier = before(now.account);
        if (earlier) found.insert(earlier->account);
        if (!earlier || !same_figures(now, *earlier)) changed.insert(now.account);
    }
    const auto all_before = before_.reconciler().accounts();
    const bool all_found = std::all_of(all_before.begin(), all_before.end(),
                                       [&](const AccountState& state) { return found.count(state.account) != 0; });
    return changed.empty() && all_found ? std::nullopt : std::optional{std::move(changed)};
}

std::optional<AccountState> BeforeAndAfter::before(AccountId after) const {
    // An account that is handed over only with the events had another handle without them.
    const bool is_own = !after.is_pool() && !after_.reconciler().seat(after.seat()).handed_over;
    return before_.reconciler().account(is_own ? AccountId::of(licensee(before_, after.seat())) : after);
}

}  // namespace inmail::app
