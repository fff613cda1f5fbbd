// Laws about what is recorded, in which order, and when. Events are really appended to a store, and reports are asked of it,
// so that the store's order, its voids and its known-at are what is tested.

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "property/check.hpp"
#include "property/random_ledger.hpp"
#include "property/stored_ledger.hpp"
#include "support/catch.hpp"

using namespace reference;

namespace {

constexpr int ledgers = 60;
constexpr Millis second_ms = 1000;

using Events = std::vector<Event>;

/// An instant at which the first of a ledger's events can be recorded, later than all of them.
Millis first_recording_of(const Ledger& ledger) {
    Millis last = 0;
    for (const Event& e : ledger.events) last = std::max({last, e.at, e.recorded_at});
    return last + second_ms;
}

/// Any order in which the events can be recorded: a void comes after the event that it names.
Events any_order_of(Events events) {
    std::mt19937 dice(*rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<unsigned>()));
    std::shuffle(events.begin(), events.end(), dice);
    for (auto e = events.begin(); e != events.end(); ++e) {
        if (e->event != "void") continue;
        const auto target = std::find_if(e, events.end(), [&](const Event& other) { return other.key == e->ref; });
        if (target != events.end()) std::iter_swap(e, target);
    }
    return events;
}

/// The events as a few recordings, one after the other; none is empty.
std::vector<Events> any_recordings_of(const Events& events) {
    std::vector<Events> recordings;
    for (const Event& e : events) {
        if (recordings.empty() || *rc::gen::inRange(0, 15) == 0) recordings.emplace_back();
        recordings.back().push_back(e);
    }
    return recordings;
}

/// Moves events that `moves` picks, and the voids of such events, from `events` to the result.
template <class Test>
Events take(Events& events, const Test& moves) {
    const auto is_taken = [&](const Event& e) {
        if (e.event != "void") return moves(e);
        const auto target = std::find_if(events.begin(), events.end(), [&](const Event& other) { return other.key == e.ref; });
        return target != events.end() && moves(*target);
    };
    Events kept;
    Events taken;
    for (const Event& e : events) (is_taken(e) ? taken : kept).push_back(e);
    events = std::move(kept);
    return taken;
}

State without_keys(State state) {
    for (auto& [name, account] : state.accounts) {
        for (PendingView& mail : account.pending) mail.key.clear();
    }
    return state;
}

}  // namespace

TEST_CASE("the order of recording does not matter (RULES section 3)", "[laws]") {
    const bool held = holds("any order of recording", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        Millis now = first_recording_of(ledger);
        StoredLedger in_order(ledger);
        in_order.record(ledger.events, now);
        StoredLedger shuffled(ledger);
        for (const Events& events : any_recordings_of(any_order_of(ledger.events))) shuffled.record(events, now += second_ms);

        for (const Millis as_of : probes_of(seed)) {
            require_same("as of " + show(as_of), "in order", in_order.state(as_of), "shuffled", shuffled.state(as_of));
        }
    });
    REQUIRE(held);
}

TEST_CASE("an event after T never changes the state at T (RULES section 3)", "[laws]") {
    const bool held = holds("the future changes nothing", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        const Millis as_of = probes_of(seed).front();
        Events past = ledger.events;
        const Events future = take(past, [&](const Event& e) { return e.at > as_of; });
        RC_PRE(!future.empty());

        Millis now = first_recording_of(ledger);
        StoredLedger stored(ledger);
        stored.record(past, now);
        const State before = stored.state(as_of);
        for (const Events& events : any_recordings_of(any_order_of(future))) stored.record(events, now += second_ms);
        require_same("as of " + show(as_of), "before the later events", before, "with them", stored.state(as_of));
    });
    REQUIRE(held);
}

TEST_CASE("what is recorded after K changes nothing that was known at K (RULES section 2)", "[laws]") {
    const bool held = holds("known at any recording", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        const Millis as_of = probes_of(seed).front();

        struct Known {
            Millis known_at;
            State state;
        };
        std::vector<Known> known;
        StoredLedger stored(ledger);
        Millis now = first_recording_of(ledger);
        for (const Events& events : any_recordings_of(any_order_of(ledger.events))) {
            stored.record(events, now);
            known.push_back({now, stored.state(as_of)});
            now += second_ms;
            known.push_back({now - 1, known.back().state});
        }
        Terms later = ledger.terms.front();
        later.effective_from -= 10 * day_ms;
        later.allowance = later.cap = later.cap + 1;
        stored.record_terms({later}, now);

        for (const auto& [known_at, state] : known) {
            require_same("as of " + show(as_of) + " known at " + show(known_at), "then", state, "now",
                         stored.state(as_of, known_at));
        }
    });
    REQUIRE(held);
}

TEST_CASE("an event voided and recorded again under a new key leaves every figure as before (RULES section 3)", "[laws]") {
    const bool held = holds("void then record again", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        RC_PRE(!ledger.events.empty());
        Event again = ledger.events[*rc::gen::inRange<std::size_t>(0, ledger.events.size())];
        RC_PRE(again.event != "void");
        const auto voids_it = [&](const Event& e) { return e.event == "void" && e.ref == again.key; };
        RC_PRE(std::none_of(ledger.events.begin(), ledger.events.end(), voids_it));

        Event taken_back;
        taken_back.event = "void";
        taken_back.key = "z";
        taken_back.ref = again.key;
        taken_back.at = again.at;
        again.key += "+";  // sorts where the old one stood

        const Millis as_of = probes_of(seed).front();
        const Millis now = first_recording_of(ledger);
        StoredLedger stored(ledger);
        stored.record(ledger.events, now);
        const State before = stored.state(as_of);
        stored.record({taken_back}, now + second_ms);
        const State without = stored.state(as_of);
        stored.record({again}, now + 2 * second_ms);

        require_same("as of " + show(as_of), "before", without_keys(before), "after", without_keys(stored.state(as_of)));
        require_same("as of " + show(as_of), "before", before, "known then", stored.state(as_of, now));
        require_same("as of " + show(as_of), "voided", without, "known then", stored.state(as_of, now + second_ms));
    });
    REQUIRE(held);
}
