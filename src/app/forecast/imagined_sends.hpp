#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "fold/fold_run.hpp"

namespace inmail::app {

/// Plays imagined events after a fold run's instant, and between them the plan events that are recorded for later. Keeps track of
/// who sends from each account. The fold run does not change.
class ImaginedSends : private Observer {
  public:
    struct Sender {
        AccountId account;
        SeatId seat;  ///< of a pool, any of its members
    };

    /// `members`: of the fold run, with plan events ahead; all accounts that the senders write from are among them.
    ImaginedSends(const FoldRun& fold_run, AccountGroups::Members members, const std::vector<Sender>& senders);
    ImaginedSends(const ImaginedSends&) = delete;
    ImaginedSends& operator=(const ImaginedSends&) = delete;

    /// The plan events up to `t`, without those at `t`.
    void pass_to(Instant t);
    /// All that happens up to and at `t`. `imagined`: all at `t`, which lies after the last instant that was played.
    void play(Instant t, const std::vector<Event>& imagined);
    /// The next plan event that is not played yet.
    [[nodiscard]] std::optional<Instant> next_plan_event() const;
    /// Whatever the calendar does up to `t`. Nothing more may happen at `t`.
    void advance_to(Instant t);

    /// Who sends now from the account of the nth sender; none: its plan has ended, the seat has another account, or no seat is
    /// left in a pool.
    [[nodiscard]] std::optional<SeatId> seat(std::size_t sender) const;
    /// Whether its plan has ended by a cancel, and none has begun since.
    [[nodiscard]] bool is_cancelled(std::size_t sender) const { return senders_[sender].is_cancelled; }
    /// When one of its InMails first found no credit.
    [[nodiscard]] std::optional<Instant> dry_at(std::size_t sender) const { return senders_[sender].dry_at; }
    /// The account as it is now, whatever its handle, or as it was when its handle took over a licence; without a plan if no
    /// event touched it yet.
    [[nodiscard]] AccountState state(std::size_t sender) const;

    static Event send(SeatId seat, ProspectId prospect, Instant t);
    static Event reply(SeatId seat, ProspectId prospect, Instant t);
    /// One of the prospects whom no ledger knows.
    static ProspectId somebody(std::uint32_t n) { return ProspectId{UINT32_MAX - n}; }

  private:
    static constexpr PostingKinds kinds{Posting::Kind::unfunded, Posting::Kind::cancelled, Posting::Kind::stint_started,
                                        Posting::Kind::joined,   Posting::Kind::left,      Posting::Kind::reassigned};

    struct State {
        AccountId account;  ///< by its handle now
        std::optional<SeatId> seat;
        bool is_cancelled{false};
        std::optional<Instant> dry_at{};
        std::optional<AccountState> left_behind{};  ///< its last state, once a licence has gone to its handle
    };

    void on(const Posting& posting) override;
    [[nodiscard]] bool wants(Posting::Kind kind) const override { return kinds.has(kind); }
    void play_plan_events(Instant t, const std::vector<Event>& imagined);
    void choose_sender(PoolId pool);
    /// A handle that takes over a licence has the account of that from now on.
    void leave_behind(AccountId handle);
    [[nodiscard]] State* find(AccountId account);

    std::vector<State> senders_;
    std::map<AccountId, std::size_t> by_account_;  ///< by handle now
    std::set<PoolId> changed_pools_;               ///< that seats joined or left at the instant that is played
    Reconciler future_;
    std::vector<const Event*> plan_events_;
    std::vector<const Event*>::const_iterator next_event_;
    std::vector<const Event*> events_of_instant_;  ///< kept to reuse its memory
};

/// Of any first n, as many are so as the rate says, rounded down: whether the nth (from 1) is. `in`: at least 1.
[[nodiscard]] constexpr bool is_nth_share(std::int64_t nth, std::int64_t of, std::int64_t in) {
    return nth * of / in > (nth - 1) * of / in;
}

}  // namespace inmail::app
