#include "fold/seat_tally.hpp"

#include <algorithm>

#include "inmail/app/reports/seat_share.hpp"

namespace inmail::app {

std::vector<SeatShare> SeatTally::shares(Store& store, AccountId pool, const SeatTally& before) const {
    std::vector<SeatShare> shares;
    const auto now = tallies_.find(pool);
    if (now == tallies_.end()) return shares;
    const auto then = before.tallies_.find(pool);
    for (const auto& [seat, totals] : now->second) {
        Totals earlier;
        if (then != before.tallies_.end()) {
            const auto it = then->second.find(seat);
            if (it != then->second.end()) earlier = it->second;
        }
        shares.push_back({store.name_of(seat), totals - earlier});
    }
    std::sort(shares.begin(), shares.end(), [](const SeatShare& a, const SeatShare& b) { return a.seat < b.seat; });
    return shares;
}

}  // namespace inmail::app
