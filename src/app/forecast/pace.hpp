#pragma once

#include <map>
#include <optional>
#include <vector>

#include "fold/by_account.hpp"
#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/reports/responses.hpp"

namespace inmail::app {

/// How fast an account sends.
struct Pace {
    AccountId account;
    SeatId sender;         ///< who sends: of a pool, any of its members
    std::int64_t sent{0};  ///< paid InMails
    Duration over;         ///< in this time, more than none
    Responses responses;   ///< how often they are answered

    [[nodiscard]] double per_day() const;
};

/// Watches a fold for the paces of its accounts: the paid InMails of the last days, only of the current stint.
class PaceWatch {
  public:
    static constexpr PostingKinds kinds{Posting::Kind::sent, Posting::Kind::stint_started, Posting::Kind::reassigned};

    explicit PaceWatch(Instant as_of) : as_of_(as_of) {}
    /// It needs no earlier postings.
    [[nodiscard]] Instant from() const;

    void on(const Posting& posting);
    /// None if no seat can send: the account is not active, or is a pool without members.
    [[nodiscard]] std::optional<Pace> of(const Reconciler& reconciler, const AccountState& state,
                                         const Responses& responses) const;

  private:
    Instant as_of_;
    ByAccount<std::int64_t> sent_;
};

/// What becomes of an account that sends on at its pace.
struct PacedCourse {
    std::optional<Instant> dry_at{};  ///< when a send first finds no credit; the account sends no more from then on
    std::vector<Credits> held{};      ///< at each of the stops
};

/// The courses of these accounts from the fold run's instant to `until`. Each account sends evenly at its pace, and its reply
/// rate says how many of these InMails are answered at once. InMails that are pending already are not answered, which makes up
/// for the early answers to the new ones. Plan events recorded for later happen; an account that one of them cancels sends no
/// more. `stops` are ascending, after the fold run's instant and at most `until`. The fold run does not change.
[[nodiscard]] std::map<AccountId, PacedCourse> paced_courses(const FoldRun& fold_run, const std::vector<Pace>& paces,
                                                             Instant until, const std::vector<Instant>& stops = {});

}  // namespace inmail::app
