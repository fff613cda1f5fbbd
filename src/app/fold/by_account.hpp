#pragma once

#include <utility>
#include <vector>

#include "inmail/core/id_map.hpp"
#include "inmail/core/posting.hpp"

namespace inmail::app {

/// An observer's values by account. They go along when an account is reassigned (RULES section 4), so that at the end they are
/// found under the account's last handle.
template <class T>
class ByAccount {
  public:
    T& operator[](AccountId account) { return account.is_pool() ? of_pool_[account.pool()] : of_seat_[account.seat()]; }
    /// A default value if nothing is kept.
    [[nodiscard]] T of(AccountId account) const {
        const T* kept = account.is_pool() ? of_pool_.find(account.pool()) : of_seat_.find(account.seat());
        return kept == nullptr ? T{} : *kept;
    }
    void erase(AccountId account) { (*this)[account] = T{}; }

    /// Call it for each posting, before what the posting adds.
    void follow(const Posting& posting) {
        const auto former = former_handle_of(posting);
        if (!former) return;
        T moved = std::exchange((*this)[*former], T{});
        T& kept = (*this)[posting.account];
        add(moved, kept);
        kept = std::move(moved);
    }

  private:
    // What the new handle had counted before is added.
    template <class Item>
    static void add(std::vector<Item>& to, const std::vector<Item>& more) {
        to.insert(to.end(), more.begin(), more.end());
    }
    template <class Sum>
    static void add(Sum& to, const Sum& more) {
        to += more;
    }

    IdMap<SeatId, T> of_seat_;
    IdMap<PoolId, T> of_pool_;
};

/// The same for items that each name an account: after a reassign they name the new handle. `account_of(item)` is a reference to
/// the name.
template <class Items, class AccountOf>
void follow(Items& items, const Posting& posting, AccountOf account_of) {
    const auto former = former_handle_of(posting);
    if (!former) return;
    for (auto& item : items) {
        if (account_of(item) == *former) account_of(item) = posting.account;
    }
}

}  // namespace inmail::app
