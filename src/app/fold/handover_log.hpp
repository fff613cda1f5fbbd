#pragma once

#include <optional>
#include <vector>

#include "inmail/core/posting.hpp"

namespace inmail::app {

/// Watches a fold for hand-overs, to follow a licence from handle to handle (RULES section 4, reassign).
class HandoverLog {
  public:
    void on(const Posting& p) {
        if (p.kind == Posting::Kind::reassigned) handovers_.push_back({p.seat, p.to, p.at});
    }

    /// The handle that at `t` has the licence that `seat` had at `since`.
    [[nodiscard]] SeatId licensee(SeatId seat, Instant since, Instant t) const {
        for (const Transfer& transfer : handovers_) {
            if (transfer.from == seat && since < transfer.at && transfer.at <= t) seat = transfer.to;
        }
        return seat;
    }

    /// A hand-over that gives a handle its first licence.
    struct Takeover {
        SeatId from;
        Instant at;
        SeatId holder;  ///< who has the licence at `t`: `from`, or a handle between the two
    };
    /// The hand-over by which `seat` gets its first licence, if that lies after `t`.
    [[nodiscard]] std::optional<Takeover> takeover_after(SeatId seat, Instant t) const {
        std::optional<Takeover> found;
        for (auto transfer = handovers_.rbegin(); transfer != handovers_.rend(); ++transfer) {
            if (transfer->to != seat || transfer->at <= t) continue;
            if (!found) found = Takeover{transfer->from, transfer->at, {}};
            found->holder = seat = transfer->from;
        }
        return found;
    }

  private:
    struct Transfer {
        SeatId from;
        SeatId to;
        Instant at;
    };

    std::vector<Transfer> handovers_;  ///< by time
};

}  // namespace inmail::app
