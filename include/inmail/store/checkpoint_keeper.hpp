#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inmail/core/reconciler.hpp"
#include "inmail/store/fold_source.hpp"

namespace inmail {

/// The state of each account after everything that happened up to an instant: a fold can begin here.
struct Checkpoint {
    Instant at;
    std::vector<AccountCheckpoint> parts;
};

/// Which checkpoints are worth their space.
struct CheckpointSchedule {
    std::vector<Instant> instants;  ///< ascending
    std::int64_t events_apart{0};   ///< the least number of events between one and the next
};

/// Keeps states of folds. A cache: a fold that begins at a checkpoint gives what a fold of all events gives. A checkpoint is
/// dropped when an event is recorded that changes it. Throws as Reader does.
class CheckpointKeeper {
  public:
    using StateOf = std::function<std::string(AccountId)>;

    virtual ~CheckpointKeeper() = default;

    /// The latest checkpoint of the scope's accounts in (scope.after, scope.until], as known at scope.known_at; none: nothing is
    /// kept there.
    [[nodiscard]] virtual std::optional<Checkpoint> latest(const Scope& scope) = 0;
    /// The instants up to scope.until that are worth a checkpoint; empty if none can be kept.
    [[nodiscard]] virtual CheckpointSchedule schedule(const Scope& scope) = 0;
    /// Keeps the states of the scope's accounts at `at`, the end of a day up to which all their events have been folded. The
    /// scope has no known_at. Does nothing if it would have to wait, or the disk is full.
    virtual void keep(const Scope& scope, Instant at, const StateOf& state_of) = 0;

    /// The instants of all checkpoints, ascending.
    [[nodiscard]] virtual std::vector<Instant> instants() = 0;
    /// The accounts whose checkpoint at `at` would be used but differs from `state_of`.
    [[nodiscard]] virtual std::vector<AccountId> wrong_at(Instant at, const StateOf& state_of) = 0;
};

}  // namespace inmail
