#include "fold/trend.hpp"

#include <algorithm>

namespace inmail::app {

Trend::Trend(Instant as_of, int months) : months_(months) {
    const Month last = month_of(day_of(as_of));
    for (Month month = std::max(last + (1 - months), Month{0}); month < last; month = month + 1) stops_.push_back(end_of(month));
}

void Trend::keep(Instant stop, const Reconciler& reconciler) {
    if (!std::binary_search(stops_.begin(), stops_.end(), stop)) return;
    for (const auto& state : reconciler.accounts()) held_.keep(stop, state.account, state.available);
}

std::vector<Credits> Trend::of(const AccountState& state) const {
    if (months_ == 0) return {};
    std::vector<Credits> line;
    for (const Instant stop : stops_) {
        if (const Credits* held = held_.find(stop, state)) line.push_back(*held);
    }
    line.push_back(state.available);
    return line;
}

}  // namespace inmail::app
