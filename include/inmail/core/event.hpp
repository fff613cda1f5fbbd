#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "inmail/core/credits.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/core/money.hpp"
#include "inmail/core/time.hpp"

namespace inmail {

/// The kinds of RULES section 3. `Event::Payload` has their order. The numbers are stored: a new kind goes to the end.
enum class EventKind : std::uint8_t {
    subscribe,
    switch_plan,
    cancel,
    assign,
    limit,
    send,
    reply,
    bounce,
    purchase,
    adjust,
    observe,
    rollover,
    void_event,
    reassign,
};
constexpr std::size_t event_kind_count = 14;

/// Whether events of the kind start a stint or a membership.
[[nodiscard]] constexpr bool starts_stint(EventKind kind) {
    return kind == EventKind::subscribe || kind == EventKind::switch_plan;
}
/// Whether events of the kind may be recorded ahead of time.
[[nodiscard]] constexpr bool may_lie_in_future(EventKind kind) { return starts_stint(kind) || kind == EventKind::cancel; }
/// Whether events of the kind answer a message.
[[nodiscard]] constexpr bool is_answer(EventKind kind) { return kind == EventKind::reply || kind == EventKind::bounce; }
/// Whether events of the kind say who has which plan. All that may lie in the future do.
[[nodiscard]] constexpr bool is_plan_event(EventKind kind) {
    return starts_stint(kind) || kind == EventKind::cancel || kind == EventKind::reassign;
}

/// How a message reached the prospect; only `inmail` costs a credit (RULES section 4, send). The numbers are stored.
enum class Channel : std::uint8_t {
    inmail,
    open_profile,
    first_degree,
    open_to_work,
    replied_thread,
    connection_note,
    applicant,
    group,
    coworker,
    connection_request,
    email,
    phone,
};
constexpr std::size_t channel_count = 12;

/// Whether a message over the channel asks to connect.
[[nodiscard]] constexpr bool asks_to_connect(Channel channel) {
    return channel == Channel::connection_note || channel == Channel::connection_request;
}
[[nodiscard]] constexpr bool is_outside_linkedin(Channel channel) {
    return channel == Channel::email || channel == Channel::phone;
}
/// Whether an answer by this channel answers only messages of this channel, and never an InMail (RULES section 4, reply).
[[nodiscard]] constexpr bool is_answered_by_itself(Channel channel) {
    return asks_to_connect(channel) || is_outside_linkedin(channel);
}

/// How a prospect answered; every answer counts (RULES section 4, reply). The numbers are stored.
enum class Outcome : std::uint8_t { accepted, declined, quick, auto_reply };
constexpr std::size_t outcome_count = 4;

/// How often a plan is paid for. The numbers are stored.
enum class Billing : std::uint8_t { monthly, annual };
constexpr std::size_t billing_count = 2;
[[nodiscard]] constexpr int months_of(Billing billing) { return billing == Billing::annual ? 12 : 1; }

/// What one's own contract takes for one seat and one billing period.
struct PlanPrice {
    Money money;
    Billing billed{Billing::monthly};

    friend bool operator==(const PlanPrice& a, const PlanPrice& b) { return a.money == b.money && a.billed == b.billed; }
};
/// Null: no price is known. Shared by a stint and all that was done in it.
using SharedPlanPrice = std::shared_ptr<const PlanPrice>;

[[nodiscard]] std::string_view to_string(EventKind kind);
/// "a send", "an observe"
[[nodiscard]] std::string with_article(EventKind kind);
[[nodiscard]] std::string_view to_string(Channel channel);
[[nodiscard]] std::string_view to_string(Outcome outcome);
[[nodiscard]] std::string_view to_string(Billing billing);
/// Reads the spellings of `to_string`; none for any other text.
[[nodiscard]] std::optional<EventKind> parse_event_kind(std::string_view text);
[[nodiscard]] std::optional<Channel> parse_channel(std::string_view text);
[[nodiscard]] std::optional<Outcome> parse_outcome(std::string_view text);
[[nodiscard]] std::optional<Billing> parse_billing(std::string_view text);

/// The figures of a refresh that a `rollover` stores (RULES section 4, rollover).
struct CloseFigures {
    Credits allotted;   ///< allowance, of all members
    Credits granted;    ///< the part of it that became a lot
    Credits forfeited;  ///< by the cap
    Credits expired;    ///< since the previous refresh
    Credits available;  ///< after the refresh

    friend bool operator==(const CloseFigures& a, const CloseFigures& b) {
        return a.allotted == b.allotted && a.granted == b.granted && a.forfeited == b.forfeited && a.expired == b.expired &&
               a.available == b.available;
    }
    friend bool operator!=(const CloseFigures& a, const CloseFigures& b) { return !(a == b); }
};

/// "allotted=50;granted=10;forfeited=40;expired=0;available=150", the text of the CSV column `figures`.
[[nodiscard]] std::string to_string(const CloseFigures& figures);
[[nodiscard]] std::optional<CloseFigures> parse_close_figures(std::string_view text);

/// An event as the fold reads it: ids instead of names, and what a rule looks at. Details of messages, at which only reports
/// look, are there if they were asked for. Each kind has a struct. The account it concerns is not stored: the fold finds it
/// (RULES section 3).
struct Event {
    struct PlanChange {  ///< seat + plan, pool + plan, or seat + pool (a join)
        PlanId plan;
        RulebookId rulebook;    ///< none: inherited (RULES section 4)
        std::string team;       ///< empty: not named
        std::string name;       ///< empty: not named
        SharedPlanPrice price;  ///< null: not named
    };
    struct Subscribe : PlanChange {};
    struct Switch : PlanChange {};
    struct Cancel {};
    struct Assign {
        std::string team;
        std::string name;
    };
    struct Limit {
        std::optional<Credits> paid_sends;  ///< none: lifts the limit
    };
    struct Send {
        ProspectId prospect;
        Channel channel{Channel::inmail};
        std::string thread;
        std::string campaign{};               ///< a detail; empty: none
        std::optional<std::int64_t> chars{};  ///< a detail: the length of its text; none: not known
    };
    struct Reply {
        ProspectId prospect;
        std::string thread;
        std::optional<Channel> channel;    ///< by which the answer came; none: not known
        std::optional<Outcome> outcome{};  ///< a detail; none: not known
    };
    struct Bounce {
        ProspectId prospect;
        std::string thread;
    };
    struct Purchase {
        Credits amount;  ///< >= 1
    };
    struct Adjust {
        Credits amount;  ///< never 0
    };
    struct Observe {
        Credits shown;  ///< >= 0
    };
    struct Rollover {
        CloseFigures figures;
    };
    struct Void {
        EventId target;
    };
    struct Reassign {
        SeatId to;         ///< the handle of whom the licence goes to
        std::string name;  ///< that person's; empty: not named
    };
    using Payload = std::variant<Subscribe, Switch, Cancel, Assign, Limit, Send, Reply, Bounce, Purchase, Adjust, Observe,
                                 Rollover, Void, Reassign>;

    EventId id;
    Instant at;
    SeatId seat;  ///< none: the event names only a pool
    PoolId pool;
    std::string key;
    Payload payload;

    [[nodiscard]] EventKind kind() const { return static_cast<EventKind>(payload.index()); }
};
static_assert(std::variant_size_v<Event::Payload> == event_kind_count);

/// The steps of RULES section 3, "Order at one instant". The last one is split: a pool's cancel comes after a seat's.
enum class FoldStep : std::uint8_t {
    expiry = 1,
    pool_plan,
    seat_plan,
    refresh,
    purchase,
    send,
    adjust_down,
    reply,
    observe,
    seat_cancel,
    pool_cancel,
};
[[nodiscard]] FoldStep fold_step_of(EventKind kind, bool names_only_pool, bool negative_amount);
[[nodiscard]] FoldStep fold_step_of(const Event& event);

/// Whether the fold takes `a` before `b`: by instant, then step, then key, bytewise.
[[nodiscard]] bool fold_before(const Event& a, const Event& b);

}  // namespace inmail
