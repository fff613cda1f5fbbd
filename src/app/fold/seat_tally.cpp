#include "fold/seat_tally.hpp"

#include <algorithm>
#include <utility>

#include "inmail/app/reports/seat_share.hpp"

namespace inmail::app {

SeatTally::OfPool SeatTally::as_named_by(const SeatTally& later, AccountId pool) const {
    const auto found = tallies_.find(pool);
    OfPool parts = found == tallies_.end() ? OfPool{} : found->second;
    for (std::size_t i = handovers_.size(); i < later.handovers_.size(); ++i) {
        const auto& [of, from, to] = later.handovers_[i];
        if (of != pool || parts.count(from) == 0) continue;
        parts[to] += parts[from];
        parts.erase(from);
    }
    return parts;
}

std::vector<SeatShare> SeatTally::shares(const FoldRun& fold_run, AccountId pool, const SeatTally& before) const {
    std::vector<SeatShare> shares;
    const auto now = tallies_.find(pool);
    if (now == tallies_.end()) return shares;
    OfPool then = before.as_named_by(*this, pool);
    for (const auto& [seat, totals] : now->second) {
        AccountName name = fold_run.name_of(AccountId::of(seat));
        shares.push_back({std::move(name.name), std::move(name.person), totals - then[seat]});
    }
    std::sort(shares.begin(), shares.end(), [](const SeatShare& a, const SeatShare& b) { return a.seat < b.seat; });
    return shares;
}

}  // namespace inmail::app
