#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "inmail/app/reports.hpp"

namespace inmail::app {

/// The team of a seat's own account now; none for a pool, or where no team was named.
[[nodiscard]] inline std::optional<std::string> team_of(const Books& books, AccountId id) {
    if (id.is_pool()) return std::nullopt;
    std::string team = books.reconciler().seat(id.seat()).team;
    if (team.empty()) return std::nullopt;
    return team;
}

/// The plan that the account last had; none where it never had one.
[[nodiscard]] inline std::optional<std::string> plan_of(Store& store, const AccountState& state) {
    if (!state.had_stint) return std::nullopt;
    return store.name_of(state.plan);
}

/// An observer that hands each posting to a function.
class Collector : public Observer {
  public:
    explicit Collector(std::function<void(const Posting&)> take) : take_(std::move(take)) {}
    void on(const Posting& posting) override { take_(posting); }

  private:
    std::function<void(const Posting&)> take_;
};

/// What each account held at the last month ends, kept at the pauses of a fold.
class Trend {
  public:
    /// The last of the months is that of `as_of`, at which the fold ends.
    Trend(Instant as_of, int months);

    /// Where the fold is to pause, ascending.
    [[nodiscard]] const std::vector<Instant>& stops() const { return stops_; }
    /// At each pause; those of others are left alone.
    void keep(Instant stop, const Reconciler& reconciler);
    /// Of an account as it stands at the end; empty where no month was asked for.
    [[nodiscard]] std::vector<Credits> of(const AccountState& state) const;

  private:
    int months_;
    std::vector<Instant> stops_;
    std::map<AccountId, std::map<Instant, Credits>> held_;
};

/// Tallies each seat's own part in each pool: who drew what (RULES section 5).
class SeatTally {
  public:
    void on(const Posting& posting) {
        if (posting.account.is_pool() && !is_none(posting.seat)) tallies_[posting.account][posting.seat].add(posting);
    }
    /// The pool's seats by name, with what they did since `before` was tallied.
    [[nodiscard]] std::vector<SeatShare> shares(Store& store, AccountId pool, const SeatTally& before = {}) const;

  private:
    std::map<AccountId, std::map<SeatId, Totals>> tallies_;
};

}  // namespace inmail::app
