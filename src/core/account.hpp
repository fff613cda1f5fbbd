#pragma once

#include <deque>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "inmail/core/posting.hpp"
#include "inmail/core/reconciler.hpp"
#include "inmail/core/state_stream.hpp"
#include "inmail/core/terms.hpp"
#include "outbox.hpp"

namespace inmail {

/// Who did something, and when. Every posting carries it.
struct PostingCause {
    Instant at;
    EventId event;               ///< none: the calendar
    SeatId seat;                 ///< none: the calendar, or the pool itself
    const Event* full{nullptr};  ///< while it is applied; null: the calendar
};

/// RULES section 4, draw order: soonest to expire first, never-expiring last; then source; then granted_at.
[[nodiscard]] bool draws_before(const LotId& a, const LotId& b);

/// Counts who leaves a pool later at the instant that is being folded.
class Departures {
  public:
    virtual ~Departures() = default;
    /// How many members of the pool will have left it by the end of instant `t`.
    [[nodiscard]] virtual int still_to_leave(PoolId pool, Instant t) const = 0;
};

/// What the accounts of one fold share.
struct Fold {
    const Rulebooks& rulebooks;
    Observer* observer;
    const Departures& departures;
    Outboxes outboxes{};
    PostingKinds wanted = kinds_wanted_by(observer);  ///< asked for each kind once, because postings are many
};

/// One account: its state and all the rules that move credits in it. The Reconciler knows which account an event concerns.
///
/// For each event call `advance` to its instant and step, then the function of its kind.
class Account {
  public:
    /// `begun`: when the first of its events happened.
    Account(AccountId id, Instant begun, Fold& fold) : id_(id), begun_(begun), fold_(&fold) {}
    /// A copy of `original` in another fold, which must hold a copy of its messages.
    Account(const Account& original, Fold& fold) : Account(original) { fold_ = &fold; }
    /// Of a copy whose fold has no outboxes of the original.
    void forget_messages() {
        windows_.clear();
        pending_ = 0;
    }

    /// Applies the calendar before (t, step): expiries, lapses, refreshes (RULES section 3).
    void advance(Instant t, FoldStep step);

    [[nodiscard]] bool active() const { return stint_.has_value(); }
    [[nodiscard]] int members() const { return members_; }
    [[nodiscard]] bool runs(PlanId plan, RulebookId rulebook) const;
    /// The rulebook of the running stint; none if there is no stint.
    [[nodiscard]] RulebookId rulebook() const { return active() ? rulebook_ : RulebookId{}; }
    [[nodiscard]] std::int64_t sends_since_refresh(SeatId seat) const;

    /// `other_rulebook`: the rulebook that was asked for or inherited lacks the plan.
    void start_stint(const PostingCause& cause, PlanId plan, RulebookId rulebook, bool other_rulebook, SharedPlanPrice price);
    /// The running stint costs this from now on.
    /// The plan that runs costs another price from then on. Nothing else changes: it counts as `outside`.
    void change_price(const PostingCause& cause, SharedPlanPrice price);
    void end_stint(const PostingCause& cause);

    void join(const PostingCause& cause);
    void leave(const PostingCause& cause);
    /// Grants the allowances of the joins of one instant (RULES section 5), after the last of them, which is their cause.
    void settle_joins(const PostingCause& last_join);

    /// Hands the account to another handle (RULES section 4, reassign). `counted`: what the handle had counted before.
    void hand_over(const PostingCause& cause, SeatId to, const Totals& counted);
    /// Messages and counts of the seat go by another handle; the seat's outbox has moved.
    void rename_sender(SeatId from, SeatId to);
    /// Posts that a member of this pool goes by another handle.
    void note_reassigned(const PostingCause& cause, SeatId to);

    void send(const PostingCause& cause, const Event::Send& send, std::optional<Credits> limit, bool repeat);
    void send_free(const PostingCause& cause, const Event::Send& send);
    /// `message`: a pending InMail of this account. `is_reply`: false for a bounce.
    void refund(const PostingCause& cause, OpenMessage& message, bool is_reply);
    /// `message`: a free or dropped message of this account.
    void reply_without_refund(const PostingCause& cause, OpenMessage& message);
    /// `message`: a pending InMail of this account, which an answer to a later one ends (RULES section 4, repeat_refund).
    void lapse(const PostingCause& cause, OpenMessage& message);
    /// Whether an answer at `t` ends what was sent to the same prospect before.
    [[nodiscard]] bool refunds_latest_alone(Instant t) const { return terms(t).repeat_refund == RepeatRefund::latest; }
    void purchase(const PostingCause& cause, Credits amount);
    void adjust(const PostingCause& cause, Credits amount);
    void observe(const PostingCause& cause, Credits shown);
    void close(const PostingCause& cause, const CloseFigures& stored);
    /// An anomaly that is counted and changes nothing else (RULES section 7).
    void note(const PostingCause& cause, Posting::Kind anomaly);

    [[nodiscard]] AccountState state(Instant now) const;
    [[nodiscard]] std::vector<Lot> lots() const { return {lots_.begin(), lots_.end()}; }
    [[nodiscard]] std::vector<PendingMail> pending() const;

    // --- checkpoints (account_checkpoint.cpp) ---
    /// Writes everything that its future depends on, after everything up to an instant has happened.
    void save(StateWriter& stream) const;
    /// Reads the state as of `at`, and puts its open messages into `open`, for `reopen`. Throws InvalidState.
    void load(StateReader& stream, Instant at, std::vector<OpenMessage>& open);
    /// Messages of one seat to one prospect come in the order in which they were sent, whatever their accounts.
    void reopen(OpenMessage message);

  private:
    Account(const Account&) = default;

    struct Window {
        Instant until;
        SeatId seat;
        Outbox::Number number;
    };
    [[nodiscard]] OpenMessage& message_of(const Window& window) const { return fold_->outboxes[window.seat][window.number]; }
    struct CalendarStep {
        Instant at;
        FoldStep step;
        enum class What : std::uint8_t { nothing, expiry, lapse, refresh } what;
    };

    [[nodiscard]] const Terms& terms(Instant t) const { return Rulebooks::in_force(*rows_, t); }
    /// Finds the terms of the last stint's plan in its rulebook.
    void look_up_rows() { rows_ = &fold_->rulebooks.rows(rulebook_, plan_); }
    [[nodiscard]] CalendarStep next_due() const;
    void expire_first(Instant t);
    void end_first_window(Instant t);

    void refresh(const PostingCause& cause, int k);
    [[nodiscard]] int members_counted_by(int k, Instant t) const;
    /// Puts in a monthly lot. `k`: the last refresh, or the one that grants it.
    void grant(const PostingCause& cause, int k, Credits amount);
    /// `figures`: what a rollover would store; null for a join.
    void explain(const PostingCause& cause, const Posting::Refresh& refresh, const CloseFigures* figures);
    void forfeit_from_lots(const PostingCause& cause, Credits amount);
    void schedule_refresh(int k);
    void zero(const PostingCause& cause);
    void drop_pending(const PostingCause& cause);

    [[nodiscard]] static std::optional<Instant> expiry(Instant granted_at, std::optional<int> expiry_days);
    void put(const LotId& lot, Credits amount);
    /// Takes up to `amount` from the first lot in draw order. Returns the lot, with what was taken as its `remaining`.
    Lot draw(Credits amount);
    void open_window(const PostingCause& cause, const Event::Send& send, OpenMessage message);
    /// Keeps the message until its window ends.
    void watch(OpenMessage message);
    template <class Stream, class AnAccount>
    static void stream_fields(Stream& stream, AnAccount& account);
    // Each throws InvalidState for what no fold reaches by `at`.
    void require_stint(Instant at) const;
    /// Counts what the lots hold.
    void take_up_lots(Instant at);
    void require_counts() const;
    void require_messages(Instant at, const std::vector<OpenMessage>& open) const;

    void post(Posting::Kind kind, const PostingCause& cause, Credits amount, const LotId& lot = {});
    /// Fills in who and when.
    void post(Posting& posting, const PostingCause& cause);
    void count(Posting::Kind kind, Credits amount);

    AccountId id_;
    Instant begun_;
    std::vector<FormerHandle> formerly_;
    Fold* fold_;

    struct Stint {
        Instant started;
        RefreshRule refresh;  ///< fixed when the stint starts (RULES section 4)
        int next_k{1};
        Instant next_refresh;

        /// When refresh k falls due, k >= 1.
        [[nodiscard]] Instant refresh_at(int k) const;
    };
    std::optional<Stint> stint_;
    PlanId plan_;  ///< of the last stint; none before the first
    RulebookId rulebook_;
    const std::vector<Terms>* rows_{nullptr};  ///< the terms of plan_ in rulebook_
    SharedPlanPrice price_;                    ///< of the last stint

    std::deque<Lot> lots_;  ///< in draw order, none empty
    Credits available_;     ///< what the lots hold together
    Totals totals_;
    std::deque<Window> windows_;  ///< first to end in front
    std::int64_t pending_{0};

    int members_{0};
    int most_members_{0};  ///< since the last refresh (RULES section 5)
    std::unordered_map<SeatId, std::int64_t> sends_since_refresh_;

    Credits expired_since_refresh_;
    struct LastRefresh {
        Instant at;
        CloseFigures figures;
    };
    std::optional<LastRefresh> last_refresh_;
};

}  // namespace inmail
