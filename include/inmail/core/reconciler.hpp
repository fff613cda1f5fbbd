#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "inmail/core/event.hpp"
#include "inmail/core/posting.hpp"
#include "inmail/core/terms.hpp"

namespace inmail {

/// One account as it stands: what reports read.
struct AccountState {
    AccountId account;
    bool active{false};
    bool had_stint{false};        ///< false: only facts outside any stint are known of it
    PlanId plan;                  ///< the last one; none where there was none
    RulebookId rulebook;          ///< likewise
    const Terms* terms{nullptr};  ///< in force at the state's instant; null where not active
    Credits available;
    int members{0};                      ///< of a pool
    std::optional<Instant> stint_since;  ///< none where not active
    std::optional<Instant> next_refresh;
    std::int64_t pending{0};
    std::vector<Lot> lots;  ///< in draw order, none empty
    Totals totals;
};

/// A paid InMail inside its refund window, unanswered.
struct PendingMail {
    AccountId account;
    SeatId seat;
    ProspectId prospect;
    EventId event;
    Instant sent_at;
    Instant refundable_until;  ///< inclusive
};

/// What is known of a seat whatever account it draws on.
struct SeatState {
    PoolId pool;  ///< none: not a member of any
    std::string team;
    std::string name;
    std::optional<Credits> limit;
};

/// A seat that draws on a pool.
struct Member {
    SeatId seat;
    Instant since;
};

/// What a fold knew of a seat or pool at an instant, as bytes by which another goes on from there.
struct AccountCheckpoint {
    AccountId subject;
    std::string state;
};

/// The one fold (RULES sections 2 to 7): events in, states and postings out. A pure function of the set of events:
/// feed it unvoided events in the order of `fold_before`, then `advance_to` the instant asked about.
///
/// It holds every account that its events touch; fed the events of a seat (and of all seats and pools linked to it by
/// memberships) alone, it computes that seat alone. Terms must outlive it.
class Reconciler {
  public:
    Reconciler(const Rulebooks& rulebooks, RulebookId default_rulebook, Observer* observer = nullptr);
    ~Reconciler();
    Reconciler(Reconciler&&) noexcept;
    Reconciler& operator=(Reconciler&&) noexcept;

    /// Throws Defect where the event comes out of order, or names a plan that no rulebook has.
    void apply(const Event& event);
    /// The same for events in an order of their own: each of the accounts, which end behind the events of these numbers, is in
    /// that of `fold_before`, and no event ever links the accounts of two accounts. What an observer is told stands in that
    /// order, too.
    void apply(const std::vector<const Event*>& events, const std::vector<std::size_t>& group_ends);
    /// Everything the calendar does up to and including `t` (expiry, lapses, refreshes).
    void advance_to(Instant t);

    /// What if: a fold that goes on from here on its own, which takes further events of this very instant as well.
    [[nodiscard]] Reconciler fork(Observer* observer) const;

    /// After `advance_to`: all that the future of the seat or pool depends on. Equal states give equal bytes.
    [[nodiscard]] std::string checkpoint(AccountId subject) const;
    /// A new fold takes up where others stood after `advance_to(at)`: each seat and pool whose events it will be fed, once.
    /// Throws Defect for bytes that `checkpoint` did not give.
    void resume(Instant at, const std::vector<AccountCheckpoint>& accounts);

    /// Accounts that some event touched, pools first, by id. After `advance_to`.
    [[nodiscard]] std::vector<AccountState> accounts() const;
    [[nodiscard]] std::optional<AccountState> account(AccountId id) const;
    [[nodiscard]] SeatState seat(SeatId id) const;
    /// By id.
    [[nodiscard]] std::vector<Member> members(PoolId id) const;
    /// The account that an event of the seat would concern now.
    [[nodiscard]] AccountId account_of(SeatId id) const;
    /// What is pending in the account, soonest to lapse first.
    [[nodiscard]] std::vector<PendingMail> pending(AccountId id) const;
    /// Paid sends of the seat that count against its limit in its pool now (RULES section 5, limit).
    [[nodiscard]] std::int64_t sends_against_limit(SeatId id) const;

  private:
    class Impl;
    explicit Reconciler(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> impl_;
};

}  // namespace inmail
