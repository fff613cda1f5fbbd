#pragma once

#include <vector>

#include "fold/at_stops.hpp"
#include "inmail/core/reconciler.hpp"

namespace inmail::app {

/// What each account held at the last month ends, kept at the pauses of a fold.
class Trend {
  public:
    /// The last of the months is that of `as_of`, at which the fold ends.
    Trend(Instant as_of, int months);

    /// Where the fold must pause, ascending.
    [[nodiscard]] const std::vector<Instant>& stops() const { return stops_; }
    /// Call it at each pause; pauses for other purposes are ignored.
    void keep(Instant stop, const Reconciler& reconciler);
    /// By account at the end of the fold; empty if no month was asked for.
    [[nodiscard]] std::vector<Credits> of(const AccountState& state) const;

  private:
    int months_;
    std::vector<Instant> stops_;
    AtStops<Credits> held_;
};

}  // namespace inmail::app
