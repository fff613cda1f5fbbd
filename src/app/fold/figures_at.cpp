#include "fold/figures_at.hpp"

#include <iterator>

namespace inmail::app {

void FiguresAt::keep(Instant stop, const Reconciler& reconciler) {
    for (const auto& state : reconciler.accounts()) kept_.keep(stop, state.account, {state.available, state.totals});
}

Figures FiguresAt::of(const AccountState& state, Instant stop) const {
    const Figures* kept = kept_.find(stop, state);
    Figures figures = kept == nullptr ? Figures{} : *kept;
    for (auto former = state.formerly.begin(); former != state.formerly.end(); ++former) {
        const auto next = std::next(former);
        const AccountId taker = next == state.formerly.end() ? state.account : AccountId::of(next->seat);
        const Figures* counted = former->until > stop ? kept_.find(stop, taker) : nullptr;
        if (counted != nullptr) figures.totals += counted->totals;
    }
    return figures;
}

}  // namespace inmail::app
