#pragma once

#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

#include "inmail/core/posting.hpp"
#include "inmail/core/reconciler.hpp"
#include "inmail/core/terms.hpp"
#include "outbox.hpp"
#include "state_stream.hpp"

namespace inmail {

/// Who did something and when: what every posting carries.
struct Cause {
    Instant at;
    EventId event;  ///< none: the calendar
    SeatId seat;    ///< none: the calendar, or the pool itself
};

/// What the accounts of one fold share.
struct Fold {
    const Rulebooks& rulebooks;
    Observer* observer;
    Outboxes outboxes{};

    [[nodiscard]] bool is_heard(Posting::Kind kind) const { return observer != nullptr && observer->wants(kind); }
};

/// The state of one account and everything that moves credits in it. Which account an event concerns is the
/// Reconciler's to know; the rules of one account are all here.
///
/// Protocol: `advance` to the event's instant and step, then the event's own call.
class Account {
  public:
    Account(AccountId id, Fold& fold) : id_(id), fold_(&fold) {}
    /// As `original` stands, in another fold: one that holds a copy of its messages.
    Account(const Account& original, Fold& fold) : Account(original) { fold_ = &fold; }

    /// Does all that the calendar does before (t, step): expiries, lapses, refreshes (RULES section 3).
    void advance(Instant t, FoldStep step);

    [[nodiscard]] AccountId id() const { return id_; }
    [[nodiscard]] bool active() const { return stint_.has_value(); }
    [[nodiscard]] bool runs(PlanId plan, RulebookId rulebook) const;
    /// The rulebook of the running stint; none where there is no stint.
    [[nodiscard]] RulebookId rulebook() const { return active() ? rulebook_ : RulebookId{}; }
    [[nodiscard]] std::int64_t sends_since_refresh(SeatId seat) const;

    /// `other_rulebook`: not the one that was asked for or inherited, which lacks the plan.
    void start_stint(const Cause& cause, PlanId plan, RulebookId rulebook, bool other_rulebook);
    void end_stint(const Cause& cause);

    void join(const Cause& cause);
    void leave(const Cause& cause);

    void send(const Cause& cause, const Event::Send& send, std::optional<Credits> limit, bool repeat);
    void send_free(const Cause& cause, const Event::Send& send);
    /// `message`: a pending InMail of this account; `is_reply`: a reply, else a bounce.
    void refund(const Cause& cause, Message& message, bool is_reply);
    /// `message`: a free or dropped one that was sent from this account.
    void reply_without_refund(const Cause& cause, Message& message);
    void purchase(const Cause& cause, Credits amount);
    void adjust(const Cause& cause, Credits amount);
    void observe(const Cause& cause, Credits shown);
    void close(const Cause& cause, const CloseFigures& stored);
    /// An anomaly that is counted and changes nothing else (RULES section 7).
    void note(const Cause& cause, Posting::Kind anomaly);

    [[nodiscard]] AccountState state(Instant now) const;
    [[nodiscard]] std::vector<PendingMail> pending() const;

    // --- checkpoints (account_checkpoint.cpp) ---
    /// All that its future depends on, after everything up to an instant has happened.
    void save(StateWriter& stream) const;
    /// Puts its messages that an answer may still find into `open`, for `reopen`.
    void load(StateReader& stream, std::vector<Message>& open);
    /// Those of one seat to one prospect, in whichever accounts they are, in the order in which they were sent.
    void reopen(Message message);

  private:
    Account(const Account&) = default;

    struct Window {
        Instant until;
        SeatId seat;
        Outbox::Number number;
    };
    [[nodiscard]] Message& message_of(const Window& window) const { return fold_->outboxes[window.seat][window.number]; }
    struct Due {
        Instant at;
        FoldStep step;
        enum class What : std::uint8_t { nothing, expiry, lapse, refresh } what;
    };

    [[nodiscard]] const Terms& terms(Instant t) const { return Rulebooks::in_force(*rows_, t); }
    /// What the fold's rulebooks say of the plan and rulebook of the last stint.
    void look_up_rows() { rows_ = &fold_->rulebooks.rows(rulebook_, plan_); }
    [[nodiscard]] Due next_due() const;
    void expire_first(Instant t);
    void end_first_window(Instant t);

    void refresh(const Cause& cause, int k);
    void grant(const Cause& cause, Credits amount);
    /// `figures`: what a rollover would store; null for a join, which closes nothing.
    void explain(const Cause& cause, const Posting::Refresh& refresh, const CloseFigures* figures);
    void forfeit_from_lots(const Cause& cause, Credits amount);
    void schedule_refresh(int k);
    void zero(const Cause& cause);
    void drop_pending(const Cause& cause);

    [[nodiscard]] static std::optional<Instant> expiry(Instant granted_at, std::optional<int> expiry_days);
    void put(const LotId& lot, Credits amount);
    /// Takes up to `amount` from the first lot in draw order; says how much and from which.
    Lot draw(Credits amount);
    void open_window(const Cause& cause, const Event::Send& send, Message message);
    /// Keeps the message until its window ends.
    void watch(Message message);
    template <class Stream, class AnAccount>
    static void stream_fields(Stream& stream, AnAccount& account);

    void post(Posting::Kind kind, const Cause& cause, Credits amount, const LotId& lot = {});
    /// Fills in who and when.
    void post(Posting& posting, const Cause& cause);
    void count(Posting::Kind kind, Credits amount);

    AccountId id_;
    Fold* fold_;

    struct Stint {
        Instant started;
        RefreshRule refresh;  ///< fixed when the stint starts (RULES section 4)
        int next_k{1};
        Instant next_refresh;
    };
    std::optional<Stint> stint_;
    PlanId plan_;  ///< of the last stint; none before the first
    RulebookId rulebook_;
    const std::vector<Terms>* rows_{nullptr};  ///< of both

    std::vector<Lot> lots_;  ///< in draw order, none empty
    Credits available_;      ///< what the lots hold together
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
