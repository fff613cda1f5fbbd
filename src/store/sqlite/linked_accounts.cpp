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
        Query links =
            connection
                .query(account.is_pool() ? "SELECT DISTINCT NULL, seat FROM event WHERE pool = ?1 AND seat IS NOT NULL"
                                         : "SELECT DISTINCT pool, NULL FROM event WHERE seat = ?1 AND pool IS NOT NULL "
                                           "UNION ALL SELECT NULL, to_seat FROM event WHERE seat = ?1 AND to_seat IS NOT NULL "
                                           "UNION ALL SELECT NULL, seat FROM event WHERE to_seat = ?1")
                .with(account.id);
        while (links.step()) add(links.is_null(0) ? AccountId::of(SeatId{links.id(1)}) : AccountId::of(PoolId{links.id(0)}));
    }
    return {found.begin(), found.end()};
}

}  // namespace inmail::store
