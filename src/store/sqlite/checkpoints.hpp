#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "inmail/core/reconciler.hpp"
#include "inmail/store/checkpoint_keeper.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// The table `checkpoint`: the fold's state of each seat and pool at the ends of some days. Only a row whose digest holds is
/// ever believed: one that was damaged, or made by a program with other rules, is as good as none.
class Checkpoints {
  public:
    explicit Checkpoints(Connection& connection) : connection_(connection) {}

    /// The latest end of a day in (scope.after, scope.until] at which all of `subjects` that had events by then have a row
    /// that was made of nothing recorded later than scope.known_at.
    [[nodiscard]] std::optional<Checkpoint> latest(const std::vector<AccountId>& subjects, const Scope& scope);

    /// The ends of days up to `until` that are worth a row: of each half year, of the last two months, and of the last full
    /// week of the month that `until` stands in, weeks being counted from its first day. Ascending.
    [[nodiscard]] static std::vector<Instant> worth_keeping(Instant until);

    /// Puts down the state of each subject at `at`, the end of a day, and removes what is no longer worth its room. Within a
    /// write transaction. `known_at` is the head's recorded_at.
    void keep(const std::vector<AccountId>& subjects, Instant at, Instant known_at,
              const std::function<std::string(AccountId)>& state_of);

    /// An event that happened at `at` was recorded or taken back: removes what it makes wrong of its account and of all
    /// that are linked to it, which are `linked`. Within the transaction that records it.
    void forget_from(const std::vector<AccountId>& linked, Instant at);
    /// Whether this transaction has removed all from `at` on of the account and of those that were linked to it then.
    [[nodiscard]] bool is_forgotten_from(AccountId subject, Instant at) const;
    /// Terms were recorded, which may apply at any time.
    void forget_all();
    /// To be called when a transaction begins: others may have kept rows since the last one.
    void begin() {
        forgotten_.clear();
        none_.reset();
    }
    /// The instants that any row is of, ascending.
    [[nodiscard]] std::vector<Instant> instants();
    /// The subjects whose rows at `at` would be believed and do not say what `state_of` says, or would be believed of a time
    /// when that was not known yet.
    [[nodiscard]] std::vector<AccountId> wrong_at(Instant at, const std::function<std::string(AccountId)>& state_of);

  private:
    /// The same of one subject, in one statement.
    [[nodiscard]] std::optional<Checkpoint> latest_of(AccountId subject, Day after, Day until, std::optional<Instant> known_at);
    [[nodiscard]] std::vector<Day> days_of(const std::vector<AccountId>& subjects, Day after, Day until);
    [[nodiscard]] std::optional<Checkpoint> at_end_of(Day day, const std::vector<AccountId>& subjects, Instant known_at);
    /// Whether there is no row at all.
    [[nodiscard]] bool none();
    [[nodiscard]] bool had_events(AccountId subject, Instant until);

    Connection& connection_;
    std::map<AccountId, Day> forgotten_;  ///< from which day on, in this transaction
    std::optional<bool> none_;            ///< what `none` found, in this transaction
};

}  // namespace inmail::store
