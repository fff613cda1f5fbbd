#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "inmail/core/credits.hpp"
#include "inmail/core/event.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/core/terms.hpp"
#include "inmail/core/time.hpp"

namespace inmail {

/// In the order in which ties are drawn (RULES section 4): paid credits last.
enum class LotSource : std::uint8_t { monthly, refund, adjustment, purchase };
[[nodiscard]] std::string_view to_string(LotSource source);

/// The identity of a lot, credits that came in together. It never changes; only what remains of the lot does.
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

/// One thing that happened inside an account. Every report reads this stream. Credits are conserved after each posting (RULES
/// section 6).
struct Posting {
    enum class Kind : std::uint8_t {
        // Credits moved: `amount` >= 1, of the lot `lot`.
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
        // Facts counted: `amount` is their number.
        sent,  ///< a paid InMail, funded or not; `until` is the end of its window
        sent_free,
        lapsed,
        replied,  ///< a reply that answered something
        bounced,
        // Anomalies (RULES section 7).
        unfunded,  ///< credits that were wanted and missing
        repeat,
        unmatched,
        over_limit,
        outside,
        not_purchasable,
        // Milestones: no figure changes.
        stint_started,  ///< subscribe or switch, before its refresh 0
        refreshed,      ///< after its granted, withheld and trimmed; `refresh` holds the arithmetic
        joined,         ///< a seat became a member of this pool
        left,           ///< a seat left this pool
        dropped,        ///< a pending InMail that a cancel or switch dropped
        observed,       ///< `amount` is what LinkedIn showed, `held` what the account held
        closed,         ///< a rollover: `close` is what it stored, `now` what the fold computes (null: no such refresh)
        cancelled,
        reassigned,  ///< `account` goes by `to` from now on, if it was the handle's own; else its member does
    };

    /// The arithmetic of one refresh (RULES section 4 and 5).
    struct Refresh {
        int k{0};           ///< 0: at the start of the stint
        Credits held;       ///< B, available after expiry
        Credits allowance;  ///< A, of all members
        Credits cap;        ///< C, of all members
        Credits granted;
        Credits forfeited;
        bool join{false};  ///< the allowance of new members, to which no cap applies (section 5)
    };

    /// The message that an answer or the end of a window concerns.
    struct MessageRef {
        EventId event;
        Instant sent_at;
        bool paid{false};
        bool funded{false};                ///< a credit went for it
        Channel channel{Channel::inmail};  ///< that it was sent by
    };

    Kind kind{Kind::granted};
    AccountId account;
    Instant at;
    Credits amount{1};
    LotId lot;
    EventId cause;               ///< none: the calendar
    SeatId seat;                 ///< of the event, or who joined or left; none: the calendar, or an event of the pool
    bool other_rulebook{false};  ///< of stint_started: the wanted rulebook lacks the plan
    PlanId ended_plan;           ///< of stint_started: whose stint it ended; none: the account had no plan
    MessageRef message;          ///< of replied, bounced, refunded, lapsed, dropped
    std::optional<Instant> until;
    std::optional<int> expires_at_refresh;  ///< of granted: the refresh k at which the lot expires; none: it expires by days
    SeatId to;                              ///< of reassigned; `seat` is the handle before
    Credits held;                           ///< available after this posting
    Channel channel{Channel::inmail};       ///< of sent_free
    bool changes_price{false};              ///< of outside: the plan runs already, and costs another price from then on
    const Terms* terms{nullptr};  ///< in force for the account, as long as the fold's rulebooks live; null: no plan runs
    SharedPlanPrice price;        ///< of the stint; null: its contract names none, or no plan runs

    // Valid during the call to `Observer::on`. All but the first are details of milestones.
    const Event* event{nullptr};  ///< the cause; null: the calendar
    const Refresh* refresh{nullptr};
    const CloseFigures* close{nullptr};
    const CloseFigures* now{nullptr};  ///< of refreshed too, except for a join: what a rollover would store
};

/// A set of kinds of postings.
class PostingKinds {
  public:
    constexpr PostingKinds() = default;
    constexpr PostingKinds(std::initializer_list<Posting::Kind> kinds) {
        for (const Posting::Kind kind : kinds) add(kind);
    }
    [[nodiscard]] static constexpr PostingKinds all() {
        PostingKinds kinds;
        kinds.bits_ = ~std::uint64_t{0};
        return kinds;
    }

    constexpr void add(Posting::Kind kind) { bits_ |= bit_of(kind); }
    [[nodiscard]] constexpr bool has(Posting::Kind kind) const { return (bits_ & bit_of(kind)) != 0; }
    friend constexpr PostingKinds operator|(PostingKinds a, PostingKinds b) {
        a.bits_ |= b.bits_;
        return a;
    }

  private:
    [[nodiscard]] static constexpr std::uint64_t bit_of(Posting::Kind kind) {
        return std::uint64_t{1} << static_cast<unsigned>(kind);
    }

    std::uint64_t bits_{0};
};

/// Of `reassigned`, if a seat's own account goes: its name before. None for any other posting.
[[nodiscard]] inline std::optional<AccountId> former_handle_of(const Posting& posting) {
    const bool moves = posting.kind == Posting::Kind::reassigned && posting.account == AccountId::of(posting.to);
    return moves ? std::optional{AccountId::of(posting.seat)} : std::nullopt;
}
/// Whether the posting is an anomaly that the fold itself finds (RULES section 7).
[[nodiscard]] bool is_anomaly(Posting::Kind kind);
/// Whether the posting's credits are lost: expired, forfeited (withheld or trimmed) or zeroed.
[[nodiscard]] bool is_loss(Posting::Kind kind);
/// "granted", "not_purchasable": the posting's name in JSON and in reports.
[[nodiscard]] std::string_view to_string(Posting::Kind kind);
/// The rule behind the posting: "RULES section 4, refresh".
[[nodiscard]] std::string_view section_of(Posting::Kind kind);

/// Receives the postings of a fold; those of one account in the order of RULES section 3.
class Observer {
  public:
    virtual ~Observer() = default;
    virtual void on(const Posting& posting) = 0;
    /// Whether this observer wants postings of the kind; unwanted ones are not built. A fold asks once, before it begins.
    [[nodiscard]] virtual bool wants(Posting::Kind) const { return true; }
    /// Whether postings of different accounts must come in the order of time. If not, a fold may take one account after the
    /// other, which is faster.
    [[nodiscard]] virtual bool needs_global_order() const { return true; }
    /// Whether this observer looks at details of events, which no rule looks at.
    [[nodiscard]] virtual bool needs_details() const { return false; }
};

/// The kinds that an observer wants; none if there is no observer.
[[nodiscard]] PostingKinds kinds_wanted_by(const Observer* observer);

/// The running figures of one account: `totals` in the JSON of `balance`.
struct Totals {
    Credits allotted, purchased, refunded, adjusted, consumed, expired, forfeited, zeroed;
    Credits unfunded;
    std::int64_t repeat{0}, unmatched{0}, over_limit{0}, outside{0}, lapsed{0}, sends{0}, free_sends{0}, replies{0}, bounces{0};

    void add(Posting::Kind kind, Credits amount);
    void add(const Posting& posting) { add(posting.kind, posting.amount); }
    /// What must be available (RULES section 6).
    [[nodiscard]] Credits balance() const {
        return allotted + purchased + refunded + adjusted - consumed - expired - forfeited - zeroed;
    }
    [[nodiscard]] bool all_zero() const;

    friend Totals operator-(const Totals& a, const Totals& b);
    Totals& operator+=(const Totals& b);
};

/// Calls `f(name, value)` for each figure, in the order of the interface. The one list of their names.
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
