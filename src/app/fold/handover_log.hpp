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
        for (const Step& step : handovers_) {
            if (step.from == seat && since < step.at && step.at <= t) seat = step.to;
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
        for (auto step = handovers_.rbegin(); step != handovers_.rend(); ++step) {
            if (step->to != seat || step->at <= t) continue;
            if (!found) found = Takeover{step->from, step->at, {}};
            found->holder = seat = step->from;
        }
        return found;
    }

  private:
    struct Step {
        SeatId from;
        SeatId to;
        Instant at;
    };

    std::vector<Step> handovers_;  ///< by time
};

}  // namespace inmail::app
