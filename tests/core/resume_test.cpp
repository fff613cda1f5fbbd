// Checkpoints whose bytes somebody changed, and whose checksum is right all the same: a fold takes up what some fold could have
// come to, and nothing else. So nothing that it does later can break an invariant of the program.

#include <functional>
#include <string>
#include <vector>

#include "inmail/core/errors.hpp"
#include "inmail/core/invalid_state.hpp"
#include "inmail/core/reconciler.hpp"
#include "support/catch.hpp"

namespace inmail {
namespace {

constexpr RulebookId book{1};
constexpr PlanId calendar{1};
constexpr PlanId anniversary{2};
constexpr SeatId ana{1};
constexpr SeatId ben{2};
constexpr SeatId cy{3};
constexpr PoolId acme{1};

Instant day(int n) { return start_of(Day{20'454 + n}); }  // from 2026-01-01 on

Rulebooks two_plans() {
    Terms terms;
    terms.allowance = Credits{10};
    terms.cap = Credits{30};
    terms.expiry_days = 90;
    terms.purchasable = true;
    terms.refund_expiry = RefundExpiry::original;
    Rulebooks rulebooks;
    rulebooks.add(book, calendar, terms);
    terms.refresh = RefreshRule::anniversary;
    terms.cap_rule = CapRule::trim;
    terms.expiry_days.reset();
    rulebooks.add(book, anniversary, terms);
    return rulebooks;
}

Event event(int n, Instant at, SeatId seat, PoolId pool, Event::Payload payload) {
    return {EventId{n}, at, seat, pool, "key" + std::to_string(1000 + n), std::move(payload)};
}

/// What leaves something in every field of a state.
std::vector<Event> events_before() {
    const auto price = std::make_shared<const PlanPrice>(PlanPrice{{95'988, "EUR"}, Billing::annual});
    return {
        event(1, day(0), {}, acme, Event::Subscribe{{anniversary, {}, "", "", price}}),
        event(2, day(0), ana, {}, Event::Subscribe{{calendar, {}, "west", "Ana", {}}}),
        event(3, day(1), ben, acme, Event::Subscribe{}),
        event(4, day(1), cy, acme, Event::Subscribe{}),
        event(5, day(2), ana, {}, Event::Purchase{Credits{5}}),
        event(6, day(3), ana, {}, Event::Send{ProspectId{1}, Channel::inmail, "thread"}),
        event(7, day(3), ben, {}, Event::Send{ProspectId{1}, Channel::inmail, ""}),
        event(8, day(4), cy, {}, Event::Limit{Credits{3}}),
        event(9, day(4), ben, {}, Event::Send{ProspectId{2}, Channel::open_profile, ""}),
        event(10, day(5), cy, {}, Event::Send{ProspectId{3}, Channel::inmail, ""}),
        event(11, day(6), cy, {}, Event::Subscribe{{calendar, {}, "", "", {}}}),
        event(12, day(7), cy, {}, Event::Send{ProspectId{3}, Channel::inmail, ""}),
        event(13, day(8), ana, {}, Event::Adjust{Credits{-2}}),
    };
}

/// What looks at all of it again.
std::vector<Event> events_after() {
    return {
        event(21, day(40), ana, {}, Event::Reply{ProspectId{1}, "thread", {}}),
        event(22, day(40), ben, {}, Event::Reply{ProspectId{1}, "", {}}),
        event(23, day(41), ben, {}, Event::Reply{ProspectId{2}, "", {}}),
        event(24, day(41), cy, {}, Event::Reply{ProspectId{3}, "", {}}),
        event(25, day(41), cy, {}, Event::Reply{ProspectId{3}, "", {}}),
        event(26, day(42), ana, {}, Event::Adjust{Credits{-100}}),
        event(27, day(43), cy, acme, Event::Subscribe{}),
        event(28, day(44), ben, {}, Event::Cancel{}),
        event(29, day(45), ana, acme, Event::Subscribe{}),
        event(30, day(46), ana, {}, Event::Send{ProspectId{4}, Channel::inmail, ""}),
        event(31, day(47), {}, acme, Event::Cancel{}),
        event(32, day(48), ana, {}, Event::Subscribe{{anniversary, {}, "", "", {}}}),
    };
}

void feed(Reconciler& fold, const std::vector<Event>& events) {
    std::vector<const Event*> in_order;
    for (const Event& e : events) in_order.push_back(&e);
    fold.apply(in_order);
}

constexpr int day_kept = 35;
Instant kept_at() { return end_of(day_of(day(day_kept))); }
const std::vector<AccountId> subjects{AccountId::of(acme), AccountId::of(ana), AccountId::of(ben), AccountId::of(cy)};

std::vector<AccountCheckpoint> kept(const Rulebooks& rulebooks) {
    Reconciler fold(rulebooks, book);
    feed(fold, events_before());
    fold.advance_to(kept_at());
    std::vector<AccountCheckpoint> states;
    for (const AccountId subject : subjects) states.push_back({subject, fold.checkpoint(subject)});
    return states;
}

/// Goes on from the states for two years. False if they are none.
bool goes_on(const Rulebooks& rulebooks, const std::vector<AccountCheckpoint>& states) {
    Reconciler fold(rulebooks, book);
    try {
        fold.resume(kept_at(), states);
    } catch (const InvalidState&) { return false; }
    feed(fold, events_after());
    fold.advance_to(day(800));
    static_cast<void>(fold.accounts());
    return true;
}

std::optional<StateFlaw> flaw_of(const Rulebooks& rulebooks, const std::vector<AccountCheckpoint>& states) {
    try {
        Reconciler(rulebooks, book).resume(kept_at(), states);
    } catch (const InvalidState& invalid) { return invalid.flaw(); }
    return std::nullopt;
}

}  // namespace

TEST_CASE("a fold goes on from a state as if it had never stopped") {
    const Rulebooks rulebooks = two_plans();
    const auto final_states = [&](Reconciler& fold) {
        feed(fold, events_after());
        fold.advance_to(day(800));
        std::vector<std::string> states;
        for (const AccountId subject : subjects) states.push_back(fold.checkpoint(subject));
        return states;
    };
    Reconciler whole(rulebooks, book);
    feed(whole, events_before());
    Reconciler resumed(rulebooks, book);
    resumed.resume(kept_at(), kept(rulebooks));
    CHECK(final_states(resumed) == final_states(whole));
    REQUIRE(resumed.account(AccountId::of(acme))->price != nullptr);
    CHECK(*resumed.account(AccountId::of(acme))->price == PlanPrice{{95'988, "EUR"}, Billing::annual});
}

TEST_CASE("bytes that end too early or too late are no state") {
    const Rulebooks rulebooks = two_plans();
    const auto states = kept(rulebooks);
    for (std::size_t i = 0; i < states.size(); ++i) {
        for (std::size_t size = 0; size < states[i].state.size(); ++size) {
            auto cut = states;
            cut[i].state.resize(size);
            CHECK(flaw_of(rulebooks, cut).has_value());
        }
        auto longer = states;
        longer[i].state += '\0';
        CHECK(flaw_of(rulebooks, longer) == StateFlaw::malformed);
    }
}

TEST_CASE("states that contradict each other are none") {
    const Rulebooks rulebooks = two_plans();
    const auto states = kept(rulebooks);
    const auto without = [&](AccountId subject) {
        std::vector<AccountCheckpoint> rest;
        for (const AccountCheckpoint& state : states) {
            if (state.subject != subject) rest.push_back(state);
        }
        return rest;
    };
    CHECK_FALSE(flaw_of(rulebooks, states).has_value());
    CHECK(flaw_of(rulebooks, without(AccountId::of(acme))) == StateFlaw::contradictory);
    CHECK(flaw_of(rulebooks, without(AccountId::of(ben))) == StateFlaw::contradictory);
    auto swapped = states;
    std::swap(swapped[1].state, swapped[2].state);
    CHECK(flaw_of(rulebooks, swapped) == StateFlaw::contradictory);
    CHECK(flaw_of(Rulebooks{}, states) == StateFlaw::contradictory);
    Reconciler early(rulebooks, book);
    CHECK_THROWS_AS(early.resume(day(2), states), InvalidState);
}

TEST_CASE("a seat known from a close alone is a subject (RULES section 4, rollover)") {
    const Rulebooks rulebooks = two_plans();
    Reconciler fold(rulebooks, book);
    feed(fold, {event(1, day(0), ana, {}, Event::Rollover{})});
    CHECK(fold.subjects() == std::vector<AccountId>{AccountId::of(ana)});
    CHECK(fold.fork(nullptr, fold.subjects(), Reconciler::ForkedMessages::all).account(AccountId::of(ana)).has_value());
}

TEST_CASE("whatever byte of a state is changed: it is no state, or a fold goes on from it without a defect") {
    const Rulebooks rulebooks = two_plans();
    const auto states = kept(rulebooks);
    int refused = 0;
    int taken_up = 0;
    for (std::size_t i = 0; i < states.size(); ++i) {
        for (std::size_t at = 0; at < states[i].state.size(); ++at) {
            for (int byte = 0; byte < 256; ++byte) {
                auto changed = states;
                changed[i].state[at] = static_cast<char>(byte);
                INFO("state " << i << ", byte " << at << " = " << byte);
                CHECK_NOTHROW(goes_on(rulebooks, changed) ? ++taken_up : ++refused);
            }
        }
    }
    CHECK(taken_up > 0);
    CHECK(refused > taken_up);
}

}  // namespace inmail
