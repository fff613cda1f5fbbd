#pragma once

#include <map>
#include <vector>

#include "inmail/core/posting.hpp"

namespace inmail::app {

/// Watches a fold for events that count for nothing because their seat's licence had ended: by a cancel, by a reassign, or with
/// its pool (RULES section 7).
class UncountedEvents {
  public:
    struct Gap {
        SeatId seat;
        EventId ended_by;             ///< what ended its licence
        std::vector<EventId> events;  ///< that came before the seat had another one, in the order of the fold
    };

    void on(const Posting& p) {
        using Kind = Posting::Kind;
        if (is_none(p.seat)) return;
        switch (p.kind) {
            case Kind::cancelled:
            case Kind::left:
            case Kind::reassigned:
                // An account and a membership may end at once.
                if (const auto open = open_.find(p.seat); open != open_.end() && gaps_[open->second].ended_by == p.cause) return;
                open_[p.seat] = gaps_.size();
                gaps_.push_back({p.seat, p.cause, {}});
                return;
            case Kind::stint_started:
            case Kind::joined:
                open_.erase(p.seat);
                return;
            case Kind::outside:
                if (const auto open = open_.find(p.seat); open != open_.end()) gaps_[open->second].events.push_back(p.cause);
                return;
            default:
                return;
        }
    }

    /// In the order in which licences ended.
    [[nodiscard]] const std::vector<Gap>& gaps() const { return gaps_; }

  private:
    std::vector<Gap> gaps_;
    std::map<SeatId, std::size_t> open_;  ///< of seats without a licence: their gap
};

}  // namespace inmail::app
