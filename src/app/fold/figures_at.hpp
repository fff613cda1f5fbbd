#pragma once

#include "fold/at_stops.hpp"
#include "inmail/core/posting.hpp"
#include "inmail/core/reconciler.hpp"

namespace inmail::app {

/// What reports compare of an account's state: a team's whole states would take megabytes.
struct Figures {
    Credits available;
    Totals totals;
};

/// The figures of all accounts at stops of a fold.
class FiguresAt {
  public:
    void keep(Instant stop, const Reconciler& reconciler);
    /// By account at the end of the fold; zero if the account began after the stop. The totals include those of handles whose
    /// licence the account took over since, so that flows subtract.
    [[nodiscard]] Figures of(const AccountState& state, Instant stop) const;

  private:
    AtStops<Figures> kept_;
};

}  // namespace inmail::app
