#include "sqlite/checkpoint_keeper.hpp"

#include <algorithm>

#include "inmail/core/errors.hpp"

namespace inmail::store {

FileCheckpoints::FileCheckpoints(OpenLedger& ledger, Access access, Caching caching)
    : ledger_(ledger),
      access_(access),
      uses_checkpoints_(caching == Caching::used),
      keeps_checkpoints_(uses_checkpoints_ && ledger.connection->is_file() && !ledger.connection->is_read_only()) {}

std::vector<AccountId> FileCheckpoints::subjects_of(const Scope& scope) {
    if (!scope.accounts.empty()) return ledger_.linked(scope.accounts);
    Connection& connection = *ledger_.connection;
    std::vector<AccountId> all;
    Query pools = connection.query("SELECT id FROM pool ORDER BY id");
    while (pools.step()) all.push_back(AccountId::of(PoolId{pools.id(0)}));
    Query seats = connection.query("SELECT id FROM seat ORDER BY id");
    while (seats.step()) all.push_back(AccountId::of(SeatId{seats.id(0)}));
    return all;
}

std::optional<Checkpoint> FileCheckpoints::latest(const Scope& scope) {
    if (!uses_checkpoints_ || !ledger_.stands_still()) return std::nullopt;
    // No checkpoint of the future is kept: `verify` would never check it.
    const auto last_change = ledger_.head().last_change_at();
    if (!last_change) return std::nullopt;
    Scope past = scope;
    past.until = std::min(scope.until, *last_change);
    return ledger_.checkpoints.latest(subjects_of(scope), past);
}

CheckpointSchedule FileCheckpoints::schedule(const Scope& scope) {
    if (!keeps_checkpoints_ || scope.known_at || !ledger_.stands_still()) return {};
    const Head& head = ledger_.head();
    const auto last_change = head.last_change_at();
    if (!head.last_occurred_at || !last_change) return {};
    return Checkpoints::schedule(std::min(scope.until, *last_change), *head.last_occurred_at, subjects_of(scope).size());
}

void FileCheckpoints::keep(const Scope& scope, Instant at, const StateOf& state_of) {
    ensure(!scope.known_at, "what is kept is known now");
    if (!keeps_checkpoints_) return;
    const std::vector<AccountId> subjects = subjects_of(scope);
    const auto last_change = ledger_.head().last_change_at();
    ensure(last_change.has_value(), "what is kept is of something");
    Connection& connection = *ledger_.connection;
    if (access_ == Access::write && connection.in_transaction())
        return ledger_.checkpoints.keep(subjects, at, *last_change, state_of);
    // Most reports find what an earlier one kept, and write nothing.
    if (ledger_.checkpoints.has_all(subjects, at)) return;
    // A reader's connection is in a snapshot, so another connection writes, and only while the snapshot is current.
    try {
        Connection writer(connection.file(), Connection::Mode::write);
        writer.exec("PRAGMA busy_timeout = 0; BEGIN IMMEDIATE");
        if (read_head(writer, ledger_.chain, ledger_.info).hash == ledger_.head().hash) {
            Checkpoints(writer).keep(subjects, at, *last_change, state_of);
            writer.commit();
            connection.mark_written();
        }
    } catch (const MachineFailure&) {
        // Busy, full or not writable: the report is right without it.
        keeps_checkpoints_ = false;
    }
}

}  // namespace inmail::store
