#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "account.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/core/id_map.hpp"
#include "inmail/core/reconciler.hpp"
#include "outbox.hpp"

namespace inmail {

/// What is known of a seat, whatever account it draws on.
struct Seat {
    PoolId pool;           ///< none: not a member of any
    Instant member_since;  ///< of that pool
    std::string team;
    std::string name;
    std::optional<Credits> limit;
    std::optional<Instant> left_by_change_at;  ///< when a subscribe or switch last ended its stint or membership
    bool had_licence{false};                   ///< ever had a stint or a membership
    std::optional<Handover> handed_over;       ///< of the last licence that it had

    void join(PoolId joined, Instant at) {
        pool = joined;
        member_since = at;
        take_licence();
    }
    void take_licence() {
        had_licence = true;
        handed_over.reset();
    }
    void leave_pool() {
        pool = {};
        member_since = {};
    }
    /// Empty text names nothing.
    void take_names(const std::string& new_team, const std::string& new_name) {
        if (!new_team.empty()) team = new_team;
        if (!new_name.empty()) name = new_name;
    }
};

/// Routes each event to the account that it concerns: memberships, teams and limits are kept here, credits in Account.
class Reconciler::Impl : private Departures {
  public:
    Impl(const Rulebooks& rulebooks, RulebookId default_rulebook, Observer* observer);
    Impl(const Impl& original, Observer* observer, const std::vector<AccountId>& subjects, ForkedMessages messages);

    void apply(const std::vector<const Event*>& events, const std::vector<std::size_t>& group_ends);
    void advance_to(Instant t);

    [[nodiscard]] std::string save(AccountId subject) const;
    void resume(Instant at, const std::vector<AccountCheckpoint>& accounts);

    [[nodiscard]] std::vector<AccountId> subjects() const;
    [[nodiscard]] std::vector<AccountState> accounts() const;
    [[nodiscard]] const Account* find(AccountId id) const;
    [[nodiscard]] std::vector<Member> members(PoolId id) const;
    [[nodiscard]] Instant now() const { return last_at_; }

    [[nodiscard]] const Seat* find_seat(SeatId id) const { return seats_.find(id); }

  private:
    using EventPlace = std::vector<const Event*>::const_iterator;

    void apply(EventPlace from, EventPlace to);
    void apply(const Event& event);
    /// Grants what the joins of this instant bring, once all of them are known.
    void settle_joins();
    [[nodiscard]] int still_to_leave(PoolId pool, Instant t) const override;

    // --- taking up checkpoints (reconciler_checkpoint.cpp) ---

    /// Puts the account's open messages into `open`, in place of what was there.
    void load(const AccountCheckpoint& account, Instant at, std::vector<OpenMessage>& open);
    void reopen(OpenMessage message);
    void require_agreement(Instant at) const;
    template <class Stream, class ASeat>
    static void stream_seat(Stream& stream, ASeat&& seat);

    // --- what each event does (reconciler_events.cpp) ---

    void on(const Event& event, const PostingCause& cause, const Event::Subscribe& change);
    void on(const Event& event, const PostingCause& cause, const Event::Switch& change);
    void on(const Event& event, const PostingCause& cause, const Event::Cancel& cancel);
    void on(const Event& event, const PostingCause& cause, const Event::Assign& assign);
    void on(const Event& event, const PostingCause& cause, const Event::Limit& limit);
    void on(const Event& event, const PostingCause& cause, const Event::Send& send);
    void on(const Event& event, const PostingCause& cause, const Event::Reply& reply);
    void on(const Event& event, const PostingCause& cause, const Event::Bounce& bounce);
    void on(const Event& event, const PostingCause& cause, const Event::Purchase& purchase);
    void on(const Event& event, const PostingCause& cause, const Event::Adjust& adjust);
    void on(const Event& event, const PostingCause& cause, const Event::Observe& observe);
    void on(const Event& event, const PostingCause& cause, const Event::Rollover& rollover);
    void on(const Event& event, const PostingCause& cause, const Event::Void& taken_back);
    void on(const Event& event, const PostingCause& cause, const Event::Reassign& reassign);

    void change_plan(const Event& event, const PostingCause& cause, const Event::PlanChange& change);
    void open_pool(PoolId id, const PostingCause& cause, const Event::PlanChange& change);
    void start_own_plan(SeatId id, const PostingCause& cause, const Event::PlanChange& change);
    /// Starts the stint that a subscribe or switch asks for. Returns whether that ended another stint.
    bool start_stint(Account& account, const PostingCause& cause, const Event::PlanChange& change);
    void join(SeatId id, PoolId pool_id, const PostingCause& cause, const Event::PlanChange& change);
    /// Returns whether the seat was a member of a pool.
    bool leave_pool(SeatId id, const PostingCause& cause);
    void cancel_pool(PoolId id, const PostingCause& cause);
    /// Whether the handle may take over what `from` has.
    [[nodiscard]] bool can_take_over(SeatId to, SeatId from) const;
    void hand_over_account(SeatId from, SeatId to, const PostingCause& cause);
    /// Returns the credit of the latest pending InMail that is answered. False if none is pending.
    bool refund(const Event& event, const PostingCause& cause, ProspectId prospect, const std::string& thread, bool is_reply);
    /// Ends the pending InMails to the prospect of message `number` that were sent before it.
    void lapse_earlier(SeatId seat, Outbox::Number number, const PostingCause& cause);
    /// Marks the latest message that `wanted` accepts as answered, without a refund. False if there is none.
    template <class Predicate>
    bool answer_without_refund(SeatId seat, const PostingCause& cause, ProspectId prospect, Predicate&& wanted);
    void unmatched(const Event& event, const PostingCause& cause);
    /// The account that the event concerns, at the event's instant and step. Null if it is not active: the event then counts
    /// as `outside`.
    Account* active_account_of(const Event& event, const PostingCause& cause);

    // --- accounts and seats ---

    /// The account, made if it is new, with its calendar brought up to (t, step).
    Account& account(AccountId id, Instant t, FoldStep step);
    /// `begun`: of an account that is new.
    Account& make_room(AccountId id, Instant begun);
    Account* existing(AccountId id, Instant t, FoldStep step) { return find(id) == nullptr ? nullptr : &account(id, t, step); }
    Seat& seat(SeatId id);
    [[nodiscard]] FoldStep step_of_now() const { return last_step_; }
    /// The account that an event of the seat concerns now.
    [[nodiscard]] AccountId account_of(SeatId id) {
        const PoolId pool = seat(id).pool;
        return is_none(pool) ? AccountId::of(id) : AccountId::of(pool);
    }

    template <class Id>
    using Accounts = IdMap<Id, std::unique_ptr<Account>>;
    void take_copy(const Impl& original, AccountId subject, ForkedMessages messages);
    template <class F>
    void for_each_account(F&& f) const {
        // A handle that was reassigned has no account.
        const auto each = [&f](auto, const auto& account) {
            if (account) f(*account);
        };
        pool_accounts_.for_each(each);
        seat_accounts_.for_each(each);
    }

    Fold fold_;
    RulebookId default_rulebook_;
    Accounts<PoolId> pool_accounts_;
    Accounts<SeatId> seat_accounts_;
    IdMap<PoolId, Instant> pool_left_by_change_at_;
    IdMap<SeatId, Seat> seats_;
    Instant last_at_;
    FoldStep last_step_{FoldStep::expiry};
    /// The events that are being applied, from the present one on: a join looks at who leaves at its instant.
    EventPlace next_{};
    EventPlace end_{};
    std::map<PoolId, PostingCause> unsettled_joins_;  ///< by pool: its last join at this instant
};

}  // namespace inmail
