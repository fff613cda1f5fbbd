#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/forecast/forecast.hpp"

namespace inmail::app {

/// What the calendar does to accounts after the fold run's instant if nothing more is recorded but `answers`. Every report
/// that looks ahead uses it. The fold run stays as it is.
class IdleProjection : private Observer {
  public:
    using Listed = std::vector<std::pair<AccountName, AccountState>>;

    /// Lets time pass up to `until`, and up to the next refresh of each account that is listed. The answers happen at once.
    IdleProjection(const FoldRun& fold_run, const Listed& accounts, Instant until, const std::vector<Event>& answers = {});

    /// The arithmetic of the account's next refresh; none where it is not active.
    [[nodiscard]] std::optional<Posting::Refresh> next_refresh(AccountId account) const;
    [[nodiscard]] std::optional<Credits> next_forfeit(AccountId account) const;
    /// What expires and what refreshes forfeit up to `until`, soonest first.
    [[nodiscard]] const std::vector<ComingLoss>& losses(AccountId account) const;

  private:
    struct Ahead {
        std::optional<Instant> next_refresh_at;
        std::optional<Posting::Refresh> next_refresh;
        std::vector<ComingLoss> losses;
    };
    void on(const Posting& posting) override;

    Instant until_;
    std::map<AccountId, Ahead> ahead_;
};

/// A reply, at the fold run's instant, to each of the `n` pending InMails of the account that were sent last.
[[nodiscard]] std::vector<Event> answers_to_latest(const FoldRun& fold_run, AccountId account, std::int64_t n);

}  // namespace inmail::app
