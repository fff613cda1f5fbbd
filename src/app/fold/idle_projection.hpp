#pragma once

#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/forecast/coming_loss.hpp"

namespace inmail::app {

/// What becomes of accounts after the fold run's instant if they stay idle: the calendar goes on, and plan events recorded for
/// later happen. Every report that looks ahead uses it. The fold run does not change.
class IdleProjection {
  public:
    using Listed = std::vector<std::pair<AccountName, AccountState>>;
    /// What is imagined of accounts. Two threads may ask at the same time.
    struct Imagined {
        /// How many of the account's pending InMails are answered at the fold run's instant: those that were sent last.
        std::function<std::int64_t(const AccountState&)> answers{};
        /// Events of the account, none before the fold run's instant.
        std::function<std::vector<Event>(const AccountState&)> events{};
        /// Whether `losses` is wanted. Answers bring a loss each, too many to keep for a sum.
        bool lists_losses{true};
    };

    /// Lets time pass up to `until`, and up to the next refresh of each account that has one. `accounts` are those that the fold
    /// run lists, or some of them. What is `imagined` of each of them happens too.
    IdleProjection(const FoldRun& fold_run, Listed accounts, Instant until, const Imagined& imagined);
    IdleProjection(const FoldRun& fold_run, Listed accounts, Instant until);
    IdleProjection(const IdleProjection&) = delete;
    IdleProjection& operator=(const IdleProjection&) = delete;

    /// The accounts that the fold run lists, and others of its query that begin to lose credits only later. Sorted as reports
    /// sort, with their state at the fold run's instant.
    [[nodiscard]] const Listed& accounts() const { return accounts_; }

    /// What the account loses up to `until`, soonest first.
    [[nodiscard]] const std::vector<ComingLoss>& losses(AccountId account) const { return of(account).losses; }
    /// The sum of its losses.
    [[nodiscard]] Credits losing(AccountId account) const { return of(account).losing; }
    /// The first cancel or switch that ends a plan of the account, however far ahead.
    [[nodiscard]] const std::optional<PlanEnd>& plan_end(AccountId account) const { return of(account).plan_end; }
    /// When the seat leaves the pool that it is a member of, however far ahead.
    [[nodiscard]] std::optional<Instant> leaves_pool(SeatId seat) const;
    /// The arithmetic of the next refresh of the plan that the account has; none if the plan ends before.
    [[nodiscard]] std::optional<Posting::Refresh> next_refresh(AccountId account) const { return of(account).next_refresh; }
    [[nodiscard]] std::optional<Instant> next_refresh_at(AccountId account) const { return of(account).next_refresh_at; }
    /// What the next refresh forfeits; nothing if there is none.
    [[nodiscard]] Credits next_forfeit(AccountId account) const;
    /// The refreshes up to `until`.
    [[nodiscard]] const std::vector<ComingRefresh>& refreshes(AccountId account) const { return of(account).refreshes; }
    /// When the account next gets credits, if before its next refresh has passed.
    [[nodiscard]] std::optional<Instant> next_grant(AccountId account) const { return of(account).next_grant; }

  private:
    /// What becomes of one account.
    struct Ahead {
        AccountId first_handle;  ///< at the fold run's instant
        bool is_asked_about{false};
        bool is_listed{false};  ///< by the fold run
        bool active{false};
        PlanId plan;
        RulebookId rulebook;
        Instant at;           ///< the last instant at which something happened
        Credits held_before;  ///< that instant
        Credits held;
        Credits lost_before;    ///< that instant
        Credits lost;           ///< at that instant
        Credits beyond_saving;  ///< of `lost`
        Credits zeroed;         ///< by the event that is being folded
        Credits losing;         ///< up to the end of the projection
        std::optional<Posting::Refresh> next_refresh;
        std::optional<Instant> next_refresh_at;
        std::optional<Instant> next_grant;
        std::optional<PlanEnd> plan_end;
        std::vector<ComingLoss> losses;
        std::vector<ComingRefresh> refreshes;
    };
    class Group;

    void take(Ahead&& ahead, const FoldRun& fold_run);
    [[nodiscard]] const Ahead& of(AccountId account) const;

    Listed accounts_;
    std::map<AccountId, Ahead> ahead_;  ///< by first handle
    std::map<SeatId, Instant> leaves_pool_;
};

}  // namespace inmail::app
