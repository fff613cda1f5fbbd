#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "inmail/core/event.hpp"
#include "inmail/core/posting.hpp"
#include "inmail/core/terms.hpp"

namespace inmail {

/// A handle that an account had before a reassign (RULES section 4).
struct FormerHandle {
    SeatId seat;
    Instant until;  ///< the reassign
};

/// One account at an instant.
struct AccountState {
    AccountId account;
    Instant begun;                       ///< when the first of its events happened
    std::vector<FormerHandle> formerly;  ///< of a seat's own account, oldest first
    bool active{false};
    bool had_stint{false};        ///< false: all its events lie outside any stint
    PlanId plan;                  ///< of the last stint; none before the first
    RulebookId rulebook;          ///< likewise
    const Terms* terms{nullptr};  ///< in force at that instant; null if not active
    SharedPlanPrice price;        ///< of the last stint; null: its contract names none
    Credits available;
    int members{0};                      ///< of a pool
    std::optional<Instant> stint_since;  ///< none if not active
    std::optional<Instant> next_refresh;
    std::int64_t pending{0};
    Totals totals;
};

/// The account's name after everything that happened up to `t`; none if it began later. The handle may have had another
/// account then, which was handed over since.
[[nodiscard]] std::optional<AccountId> handle_at(const AccountState& state, Instant t);

/// An unanswered paid InMail inside its refund window.
struct PendingMail {
    AccountId account;
    SeatId seat;
    ProspectId prospect;
    EventId event;
    Instant sent_at;
    Instant refundable_until;  ///< inclusive
};

/// That a licence went to another handle (RULES section 4, reassign).
struct Handover {
    SeatId to;
    Instant at;
};

/// What is known of a seat, whatever account it draws on.
struct SeatState {
    PoolId pool;  ///< none: a member of no pool
    std::string team;
    std::string name;
    std::optional<Credits> limit;
    std::optional<Handover> handed_over;  ///< to whom its licence went; none: it has had another since, or never gave one away
};

/// A seat that draws on a pool.
struct Member {
    SeatId seat;
    Instant since;
};

/// The state of a seat or pool at an instant, as bytes from which another fold goes on.
struct AccountCheckpoint {
    AccountId subject;
    std::string state;
};

/// The one fold (RULES sections 2 to 7): events in, states and postings out. Feed it unvoided events in the order of
/// `fold_before`, then `advance_to` the instant asked about. The result is a pure function of the set of events.
///
/// It holds every account that its events touch. To compute one seat, feed it the events of that seat and of all seats and
/// pools that memberships link to it. Terms must outlive it.
class Reconciler {
  public:
    Reconciler(const Rulebooks& rulebooks, RulebookId default_rulebook, Observer* observer = nullptr);
    ~Reconciler();
    Reconciler(Reconciler&&) noexcept;
    Reconciler& operator=(Reconciler&&) noexcept;

    /// Applies events in the order of `fold_before`. All events of an instant that joins a pool come in one call, because a join
    /// counts who leaves at its instant. Throws Defect if an event comes out of order or names a plan that no rulebook has.
    void apply(const std::vector<const Event*>& events);
    /// The same for one group of events after the other; `group_ends` holds the end index of each. No event links accounts of two
    /// groups. An observer gets the postings in the same order.
    void apply(const std::vector<const Event*>& events, const std::vector<std::size_t>& group_ends);
    /// Applies the calendar up to and including `t`: expiries, lapses, refreshes.
    void advance_to(Instant t);

    /// What a fork knows of the messages whose windows are open.
    enum class ForkedMessages : std::uint8_t {
        all,
        none,  ///< credits are the same unless one of them is answered; they are most of what there is to copy
    };
    /// An independent copy, for what-if questions. It also takes further events of this instant, except joins. `subjects`: the
    /// seats and pools that it holds; no event links them to others.
    [[nodiscard]] Reconciler fork(Observer* observer, const std::vector<AccountId>& subjects, ForkedMessages messages) const;

    /// Everything that the future of the seat or pool depends on. Call it after `advance_to`. Equal states give equal bytes.
    [[nodiscard]] std::string checkpoint(AccountId subject) const;
    /// Makes a new fold go on from the states that others had after `advance_to(at)`: one of each seat and pool whose events it
    /// will be fed. Throws InvalidState for bytes that are not a state as of `at`; the fold must not be used then.
    void resume(Instant at, const std::vector<AccountCheckpoint>& accounts);

    /// The seats and pools that some event touched: pools first, then by id. A member of a pool may have no account.
    [[nodiscard]] std::vector<AccountId> subjects() const;
    /// The accounts that some event touched, in the same order. Call it after `advance_to`.
    [[nodiscard]] std::vector<AccountState> accounts() const;
    [[nodiscard]] std::optional<AccountState> account(AccountId id) const;
    /// What the account holds, in draw order; no lot is empty. Call it after `advance_to`.
    [[nodiscard]] std::vector<Lot> lots(AccountId id) const;
    [[nodiscard]] SeatState seat(SeatId id) const;
    /// Sorted by id.
    [[nodiscard]] std::vector<Member> members(PoolId id) const;
    /// The account that an event of the seat concerns now.
    [[nodiscard]] AccountId account_of(SeatId id) const;
    /// The pending InMails of the account, soonest to lapse first.
    [[nodiscard]] std::vector<PendingMail> pending(AccountId id) const;
    /// The paid sends of the seat that count against its limit now (RULES section 5, limit).
    [[nodiscard]] std::int64_t sends_against_limit(SeatId id) const;

  private:
    class Impl;
    explicit Reconciler(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> impl_;
};

}  // namespace inmail
