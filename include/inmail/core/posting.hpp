#pragma once

#include <optional>
#include <string_view>

#include "inmail/core/credits.hpp"
#include "inmail/core/event.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/core/time.hpp"

namespace inmail {

/// In the draw order of ties (RULES section 4): paid credits last.
enum class LotSource : std::uint8_t { monthly, refund, adjustment, purchase };
[[nodiscard]] std::string_view to_string(LotSource source);

/// Credits that came in together. A lot never changes what it is, only how much of it remains.
struct LotId {
    LotSource source{LotSource::monthly};
    Instant granted_at;
    std::optional<Instant> expires_at;  ///< unusable from this instant on; none: never expires

    friend bool operator==(const LotId& a, const LotId& b) {
        return a.source == b.source && a.granted_at == b.granted_at && a.expires_at == b.expires_at;
    }
};

struct Lot : LotId {
    Credits remaining;
};

/// What happened inside an account, the one stream that everything else reads: each posting leaves the account
/// conserved (RULES section 6).
struct Posting {
    enum class Kind : std::uint8_t {
        // Credits moved: `amount` >= 1, `lot` says which.
        granted,   ///< allowance that became a monthly lot
        withheld,  ///< allowance forfeited at a refresh before it became a lot (`stop`)
        trimmed,   ///< taken from a lot at a refresh and forfeited (`trim`)
        expired,
        zeroed,  ///< by cancel, switch, or joining a pool
        purchased,
        refunded,
        adjusted_up,
        adjusted_down,
        consumed,  ///< one credit by a paid InMail
        // Facts counted: `amount` is how many.
        sent,  ///< a paid InMail, funded or not; `until` is the end of its window
        sent_free,
        lapsed,
        replied,  ///< a reply that answered something
        bounced,
        // Anomalies (RULES section 7).
        unfunded,  ///< credits that were asked for and not there
        repeat,
        unmatched,
        over_limit,
        outside,
        not_purchasable,
        // Milestones: no figure moves.
        stint_started,  ///< subscribe or switch, before its refresh 0
        refreshed,      ///< `refresh` says how it was computed; follows its granted, withheld and trimmed
        joined,         ///< a seat became a member of this pool
        left,           ///< a seat ceased to be a member of this pool
        dropped,        ///< a pending InMail that a cancel or switch dropped
        observed,       ///< `amount` is what LinkedIn showed, `held` what the account held
        closed,         ///< a rollover: `close` is what it stored, `now` what the fold says (none: no such refresh)
        cancelled,
    };

    /// The arithmetic of one refresh (RULES section 4 and 5).
    struct Refresh {
        int k{0};           ///< 0: at the start of the stint
        Credits held;       ///< B, available after expiry
        Credits allowance;  ///< A, of all members
        Credits cap;        ///< C, of all members
        Credits granted;
        Credits forfeited;
        bool join{false};  ///< an allowance brought by a new member: the cap was not looked at (section 5)
    };

    /// The message that an answer or the end of a window concerns.
    struct MessageRef {
        EventId event;
        Instant sent_at;
        bool paid{false};
    };

    Kind kind{Kind::granted};
    AccountId account;
    Instant at;
    Credits amount{1};
    LotId lot;
    EventId cause;               ///< the event that did it; none: the calendar
    SeatId seat;                 ///< whose event it was, or who joined or left; none: the calendar's or the pool's own
    bool other_rulebook{false};  ///< of stint_started: the rulebook that it asks for or inherits lacks the plan
    MessageRef message;          ///< of replied, bounced, refunded, lapsed, dropped
    std::optional<Instant> until;
    Credits held;  ///< available after this posting; for `observed` also what LinkedIn's figure is compared with

    // Details of milestones; good for the call to `Observer::on` alone.
    const Refresh* refresh{nullptr};
    const CloseFigures* close{nullptr};
    const CloseFigures* now{nullptr};  ///< of refreshed too, but for a join: what a rollover would store
};

/// Whether the posting is of a fact that does not fit (RULES section 7) and that the fold itself can tell.
[[nodiscard]] bool is_anomaly(Posting::Kind kind);
/// "granted", "not_purchasable": the posting's name in JSON and in reports.
[[nodiscard]] std::string_view to_string(Posting::Kind kind);
/// The rule that a posting follows: "RULES section 4, refresh".
[[nodiscard]] std::string_view section_of(Posting::Kind kind);

/// Takes postings as they leave the fold: per account in the order of RULES section 3.
class Observer {
  public:
    virtual ~Observer() = default;
    virtual void on(const Posting& posting) = 0;
    /// Whether it is told postings of the kind: one that nobody wants is not made.
    [[nodiscard]] virtual bool wants(Posting::Kind) const { return true; }
    /// Whether it matters to it how the postings of different accounts follow each other. Where it does not, a fold may take one
    /// account after the other, which is faster.
    [[nodiscard]] virtual bool needs_global_order() const { return true; }
};

/// The running figures of one account: the keys of `totals` in the JSON of `balance`.
struct Totals {
    Credits allotted, purchased, refunded, adjusted, consumed, expired, forfeited, zeroed;
    Credits unfunded;
    std::int64_t repeat{0}, unmatched{0}, over_limit{0}, outside{0}, lapsed{0}, sends{0}, free_sends{0}, replies{0}, bounces{0};

    void add(Posting::Kind kind, Credits amount);
    void add(const Posting& posting) { add(posting.kind, posting.amount); }
    /// RULES section 6: what `available` must be.
    [[nodiscard]] Credits balance() const {
        return allotted + purchased + refunded + adjusted - consumed - expired - forfeited - zeroed;
    }
    [[nodiscard]] bool all_zero() const;

    friend Totals operator-(const Totals& a, const Totals& b);
    Totals& operator+=(const Totals& b);
};

/// Calls `f(name, value)` for each figure, in the order of the interface; the one list of their names.
template <class F>
void for_each_total(const Totals& t, F&& f) {
    f("allotted", t.allotted.value);
    f("purchased", t.purchased.value);
    f("refunded", t.refunded.value);
    f("adjusted", t.adjusted.value);
    f("consumed", t.consumed.value);
    f("expired", t.expired.value);
    f("forfeited", t.forfeited.value);
    f("zeroed", t.zeroed.value);
    f("unfunded", t.unfunded.value);
    f("repeat", t.repeat);
    f("unmatched", t.unmatched);
    f("over_limit", t.over_limit);
    f("outside", t.outside);
    f("lapsed", t.lapsed);
    f("sends", t.sends);
    f("free_sends", t.free_sends);
    f("replies", t.replies);
    f("bounces", t.bounces);
}

}  // namespace inmail
