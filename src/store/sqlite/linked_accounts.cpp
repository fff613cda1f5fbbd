#include "sqlite/linked_accounts.hpp"

#include <set>

namespace inmail::store {

std::vector<AccountId> linked_accounts(Connection& connection, const std::vector<AccountId>& accounts) {
    std::set<AccountId> found(accounts.begin(), accounts.end());
    std::vector<AccountId> open(found.begin(), found.end());
    const auto add = [&](AccountId account) {
        if (found.insert(account).second) open.push_back(account);
    };
    while (!open.empty()) {
        const AccountId account = open.back();
        open.pop_back();
        Query joins =
            account.is_pool()
                ? connection.query("SELECT DISTINCT seat FROM event WHERE pool = ?1 AND seat IS NOT NULL").with(account.id)
                : connection.query("SELECT DISTINCT pool FROM event WHERE seat = ?1 AND pool IS NOT NULL").with(account.id);
        while (joins.step()) { add(account.is_pool() ? AccountId::of(SeatId{joins.id(0)}) : AccountId::of(PoolId{joins.id(0)})); }
    }
    return {found.begin(), found.end()};
}

}  // namespace inmail::store
