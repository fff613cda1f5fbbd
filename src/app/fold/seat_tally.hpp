#pragma once

#include <map>
#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/app/reports/seat_share.hpp"

namespace inmail::app {

/// Tallies what each seat used of each pool (RULES section 5).
class SeatTally {
  public:
    void on(const Posting& posting) {
        if (!posting.account.is_pool() || is_none(posting.seat)) return;
        auto& of_pool = tallies_[posting.account];
        of_pool[posting.seat].add(posting);
        // The handle that takes over a place also takes over the tally.
        if (!is_none(posting.to)) hand_over(of_pool, {posting.account, posting.seat, posting.to});
    }
    /// The pool's seats by name, with what they did since `before` was tallied.
    [[nodiscard]] std::vector<SeatShare> shares(const FoldRun& fold_run, AccountId pool, const SeatTally& before = {}) const;

  private:
    using OfPool = std::map<SeatId, Totals>;
    struct HandoverInPool {
        AccountId pool;
        SeatId from;
        SeatId to;
    };

    void hand_over(OfPool& of_pool, const HandoverInPool& handover) {
        of_pool[handover.to] += of_pool[handover.from];
        of_pool.erase(handover.from);
        handovers_.push_back(handover);
    }
    /// Each seat's tally, under the handle that it has once `later` was tallied as well.
    [[nodiscard]] OfPool as_named_by(const SeatTally& later, AccountId pool) const;

    std::map<AccountId, OfPool> tallies_;
    std::vector<HandoverInPool> handovers_;  ///< by time
};

}  // namespace inmail::app
