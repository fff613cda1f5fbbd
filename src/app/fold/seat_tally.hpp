#pragma once

#include <map>
#include <vector>

#include "inmail/app/reports/seat_share.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// Tallies each seat's own part in each pool: who drew what (RULES section 5).
class SeatTally {
  public:
    void on(const Posting& posting) {
        if (!posting.account.is_pool() || is_none(posting.seat)) return;
        auto& of_pool = tallies_[posting.account];
        of_pool[posting.seat].add(posting);
        // Whoever takes a place over has a part in the pool from then on.
        if (!is_none(posting.to)) of_pool[posting.to];
    }
    /// The pool's seats by name, with what they did since `before` was tallied.
    [[nodiscard]] std::vector<SeatShare> shares(Store& store, AccountId pool, const SeatTally& before = {}) const;

  private:
    std::map<AccountId, std::map<SeatId, Totals>> tallies_;
};

}  // namespace inmail::app
