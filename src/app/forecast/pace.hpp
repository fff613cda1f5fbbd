#pragma once

#include <map>
#include <optional>
#include <vector>

#include "fold/by_account.hpp"
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

/// Watches a fold for what its accounts' paces are made of: the paid InMails of the last days, of the running stint alone.
class PaceWatch {
  public:
    explicit PaceWatch(Instant as_of) : as_of_(as_of) {}
    /// It needs no earlier postings.
    [[nodiscard]] Instant from() const;

    void on(const Posting& posting);
    /// None if nobody could send: an account that is not active, or a pool without members.
    [[nodiscard]] std::optional<Pace> of(const Reconciler& reconciler, const AccountState& state,
                                         const Responses& responses) const;

  private:
    Instant as_of_;
    ByAccount<std::int64_t> sent_;
};

/// When a send will first find no credit, if within `ahead` of the fold run's instant. Each account sends evenly at its pace,
/// and its reply rate says how many of these InMails are answered at once. InMails that are pending already are not answered:
/// they make up for the answers that the new ones get later. The plan events happen that are recorded for later; an account that
/// one of them cancels sends no more. The fold run stays as it is.
[[nodiscard]] std::map<AccountId, Instant> dry_instants(const FoldRun& fold_run, const std::vector<Pace>& paces, Duration ahead);

}  // namespace inmail::app
