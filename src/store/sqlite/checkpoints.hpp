#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/chain/digest.hpp"
#include "inmail/core/reconciler.hpp"
#include "inmail/store/checkpoint_keeper.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// The table `checkpoint`: the fold's state of each seat and pool at the ends of some days. A row with a wrong digest is
/// ignored: it was damaged, or kept by a program with another fold or other shipped terms.
class Checkpoints {
  public:
    /// Whether an account may have had events up to an instant.
    using HadEvents = std::function<bool(AccountId, Instant)>;

    /// In a ledger's file, beside the events.
    explicit Checkpoints(Connection& connection);
    /// Elsewhere. `schema`: the version of the ledger's schema, which brings the terms that ship.
    Checkpoints(Connection& connection, int schema, HadEvents had_events);

    /// The latest checkpoint at the end of a day in (scope.after, scope.until]: each of `subjects` with events by then has a
    /// row there, made only of events recorded by scope.known_at.
    [[nodiscard]] std::optional<Checkpoint> latest(const std::vector<AccountId>& subjects, const Scope& scope);

    /// The instants up to `until` at which to keep checkpoints, ascending: the ends of half years, of the last four months, and
    /// of the last full week of the current month, counted from its first day.
    [[nodiscard]] static std::vector<Instant> worth_keeping(Instant until);

    /// `worth_keeping`, for so many accounts of a ledger whose last event happened at `last_occurred_at`.
    [[nodiscard]] static CheckpointSchedule schedule(Instant until, Instant last_occurred_at, std::size_t accounts);

    /// Whether each of `subjects` has a row at `at`, the end of a day.
    [[nodiscard]] bool has_all(const std::vector<AccountId>& subjects, Instant at);

    /// Stores each subject's state at `at`, the end of a day, and removes checkpoints no longer worth keeping. Call in a write
    /// transaction. `known_at` is the head's recorded_at.
    void keep(const std::vector<AccountId>& subjects, Instant at, Instant known_at,
              const std::function<std::string(AccountId)>& state_of);

    /// Removes the checkpoints that become wrong when an event at `at` is recorded or voided: those of its account and of all
    /// linked to it, which are `linked`. Call in the transaction that records the event.
    void forget_from(const std::vector<AccountId>& linked, Instant at);
    /// Whether this transaction has removed all checkpoints from `at` on, of the account and of those linked to it then.
    [[nodiscard]] bool is_forgotten_from(AccountId subject, Instant at) const;
    /// Removes the checkpoints of all accounts from `at` on; all: because new terms may apply at any time.
    void forget_all(Instant at = first_instant);
    /// Call when a transaction begins, because other processes may have changed rows since the last one.
    void begin() {
        forgotten_.clear();
        none_.reset();
    }
    /// Whether the table is empty. Read once in a transaction.
    [[nodiscard]] bool none();

    /// The instants of all checkpoints, ascending.
    [[nodiscard]] std::vector<Instant> instants();
    /// The subjects whose rows at `at` have a right digest but a state other than `state_of`, or a `known_at` earlier than the
    /// events they are made of.
    [[nodiscard]] std::vector<AccountId> wrong_at(Instant at, const std::function<std::string(AccountId)>& state_of);

  private:
    /// The same for one subject, in one statement.
    [[nodiscard]] std::optional<Checkpoint> latest_of(AccountId subject, Day after, Day until, std::optional<Instant> known_at);
    [[nodiscard]] std::vector<Day> days_of(const std::vector<AccountId>& subjects, Day after, Day until);
    [[nodiscard]] std::optional<Checkpoint> at_end_of(Day day, const std::vector<AccountId>& subjects, Instant known_at);
    [[nodiscard]] bool is_believed(const Query& row, AccountId subject, std::int64_t day) const;
    [[nodiscard]] Digest digest_of(AccountId subject, std::int64_t day, std::int64_t known_at, std::string_view state) const;

    Connection& connection_;
    int schema_;
    HadEvents had_events_;
    std::map<AccountId, Day> forgotten_;  ///< the first day removed in this transaction
    std::optional<bool> none_;            ///< the result of none() in this transaction
};

}  // namespace inmail::store
