#include "inmail/app/forecast/coming_loss.hpp"

#include <algorithm>

namespace inmail::app {

std::optional<ComingLoss> next_loss_of(const std::vector<ComingLoss>& losses) {
    if (losses.empty()) return std::nullopt;
    ComingLoss next = losses.front();
    for (auto loss = losses.begin() + 1; loss != losses.end() && loss->at == next.at; ++loss) {
        next.amount += loss->amount;
        next.beyond_saving += loss->beyond_saving;
    }
    return next;
}

std::vector<Deadline> deadlines_of(const std::vector<ComingLoss>& losses) {
    std::vector<Deadline> all;
    Credits lost;
    Credits sent;
    for (const ComingLoss& loss : losses) {
        if (loss.saveable() == no_credits) continue;
        if (all.empty() || all.back().too_late != loss.at) all.push_back({loss.at, {}, {}});
        lost += loss.saveable();
        all.back().lost += loss.saveable();
        // Sends in excess of a loss also lower the balance for later losses, so they are asked for only once.
        const Credits needed = std::max(sent, lost + loss.above_cap);
        all.back().to_send += needed - sent;
        sent = needed;
    }
    return all;
}

}  // namespace inmail::app
