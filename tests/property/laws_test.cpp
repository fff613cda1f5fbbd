#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "inmail/core/errors.hpp"
#include "property/check.hpp"
#include "property/difference.hpp"
#include "property/fold.hpp"
#include "property/random_ledger.hpp"
#include "support/catch.hpp"

using namespace reference;

namespace {

constexpr int ledgers = 400;

void must_be_the_same(const State& a, const State& b) {
    const auto lines = differences(a, b);
    std::string all = "two ways to one state differ:";
    for (const std::string& line : lines) all += "\n  " + line;
    if (!lines.empty()) RC_FAIL(all);
}

Millis last_moment_of(const Ledger& ledger) {
    Millis last = 0;
    for (const Event& e : ledger.events) last = std::max(last, e.at);
    return last;
}

/// Tallies what leaves the fold, account by account.
class Tally : public inmail::Observer {
  public:
    void on(const inmail::Posting& posting) override {
        inmail::Totals& totals = totals_[posting.account];
        totals.add(posting);
        if (totals.balance() != posting.held)
            RC_FAIL("a posting leaves an account that does not add up: " + std::to_string(posting.held.value));
    }
    [[nodiscard]] const std::map<inmail::AccountId, inmail::Totals>& totals() const { return totals_; }

  private:
    std::map<inmail::AccountId, inmail::Totals> totals_;
};

}  // namespace

TEST_CASE("every posting leaves its account conserved, and postings add up to the totals (RULES section 6)", "[laws]") {
    const bool held = holds("conservation", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        const FoldInput input(ledger);
        Tally tally;
        inmail::Reconciler fold(input.rulebooks(), input.default_rulebook(), &tally);
        feed(fold, input.events(), probes_of(seed).front());
        for (const inmail::AccountState& account : fold.accounts()) {
            const auto tallied = tally.totals().find(account.account);
            const inmail::Totals none;
            const inmail::Totals& totals = tallied == tally.totals().end() ? none : tallied->second;
            RC_ASSERT((totals - account.totals).all_zero());
            RC_ASSERT(totals.balance() == account.available);
        }
    });
    REQUIRE(held);
}

TEST_CASE("the order of recording does not matter (RULES section 3)", "[laws]") {
    const bool held = holds("any order of recording", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        Ledger shuffled = ledger;
        std::mt19937 dice(static_cast<unsigned>(*rc::gen::inRange(0, 1'000'000)));
        std::shuffle(shuffled.events.begin(), shuffled.events.end(), dice);
        const Millis as_of = probes_of(seed).front();
        must_be_the_same(fold(ledger, as_of), fold(shuffled, as_of));
    });
    REQUIRE(held);
}

TEST_CASE("advancing in steps equals advancing at once (RULES section 4, rollover)", "[laws]") {
    const bool held = holds("advance in steps", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        const FoldInput input(ledger);
        std::vector<inmail::Event> events = input.events();
        std::sort(events.begin(), events.end(), inmail::fold_before);

        const Millis as_of = last_moment_of(ledger) + *rc::gen::inRange(0, 100) * day_ms;
        Findings findings;
        inmail::Reconciler stepwise(input.rulebooks(), input.default_rulebook(), &findings);
        Millis now = 0;
        for (const inmail::Event& event : events) {
            for (const Millis before : {3 * day_ms, day_ms / 2, 1LL}) {
                const Millis stop = event.at.value - before;
                if (stop > now) stepwise.advance_to(inmail::Instant{now = stop});
            }
            stepwise.apply(event);
            now = std::max<Millis>(now, event.at.value);
        }
        stepwise.advance_to(inmail::Instant{as_of});
        must_be_the_same(input.state_of(stepwise, findings), fold(ledger, as_of));
    });
    REQUIRE(held);
}

TEST_CASE("an event after T never changes the state at T (RULES section 3)", "[laws]") {
    const bool held = holds("the future changes nothing", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        const Millis as_of = probes_of(seed).front();
        Ledger past = ledger;
        const auto is_later = [&](const Event& e) { return e.event != "void" && e.at > as_of; };
        past.events.erase(std::remove_if(past.events.begin(), past.events.end(), is_later), past.events.end());

        // The fold is asked at T before it is fed what comes after.
        const FoldInput input(ledger);
        std::vector<inmail::Event> events = input.events();
        Findings findings;
        inmail::Reconciler reconciler(input.rulebooks(), input.default_rulebook(), &findings);
        feed(reconciler, events, as_of);
        State there = input.state_of(reconciler, findings);
        State alone = fold(past, as_of);
        for (auto& [handle, seat] : there.seats) alone.seats[handle];  // seats that only the future names
        must_be_the_same(there, alone);
    });
    REQUIRE(held);
}

TEST_CASE("a fork goes on as the fold would, and leaves it where it stood", "[laws]") {
    const bool held = holds("fork", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        const FoldInput input(ledger);
        const Millis as_of = probes_of(seed).front();
        const Millis later = std::max(as_of, last_moment_of(ledger)) + *rc::gen::inRange(0, 100) * day_ms;
        Findings findings;
        inmail::Reconciler there(input.rulebooks(), input.default_rulebook(), &findings);
        feed(there, input.events(), as_of);

        Findings findings_ahead = findings;
        inmail::Reconciler ahead = there.fork(&findings_ahead);
        std::vector<inmail::Event> rest = input.events();
        const auto is_past = [&](const inmail::Event& e) { return e.at.value <= as_of; };
        rest.erase(std::remove_if(rest.begin(), rest.end(), is_past), rest.end());
        feed(ahead, rest, later);
        must_be_the_same(input.state_of(ahead, findings_ahead), fold(ledger, later));
        must_be_the_same(input.state_of(there, findings), fold(ledger, as_of));
        RC_ASSERT_THROWS_AS(there.fork(nullptr).advance_to(inmail::Instant{as_of - 1}), inmail::Defect);
    });
    REQUIRE(held);
}

TEST_CASE("a fold that goes on from checkpoints ends where the other does", "[laws]") {
    const bool held = holds("checkpoints", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        const FoldInput input(ledger);
        std::vector<inmail::Event> events = input.events();
        std::sort(events.begin(), events.end(), inmail::fold_before);
        const Millis as_of = last_moment_of(ledger) + *rc::gen::inRange(0, 100) * day_ms;
        auto stops = *rc::gen::container<std::vector<Millis>>(3, rc::gen::inRange<Millis>(0, as_of + 1));
        for (const inmail::Event& event : events) {
            if (*rc::gen::inRange(0, 4) == 0) stops.push_back(event.at.value);
        }
        stops.push_back(as_of);
        std::sort(stops.begin(), stops.end());

        const auto all_of = [&](const inmail::Reconciler& fold) {
            std::vector<inmail::AccountCheckpoint> parts;
            for (const inmail::AccountId subject : input.subjects()) parts.push_back({subject, fold.checkpoint(subject)});
            return parts;
        };
        Findings findings;
        inmail::Reconciler straight(input.rulebooks(), input.default_rulebook());
        auto broken = std::make_unique<inmail::Reconciler>(input.rulebooks(), input.default_rulebook(), &findings);
        auto next = events.begin();
        for (const Millis stop : stops) {
            for (; next != events.end() && next->at.value <= stop; ++next) {
                straight.apply(*next);
                broken->apply(*next);
            }
            straight.advance_to(inmail::Instant{stop});
            broken->advance_to(inmail::Instant{stop});
            const auto parts = all_of(*broken);
            auto resumed = std::make_unique<inmail::Reconciler>(input.rulebooks(), input.default_rulebook(), &findings);
            resumed->resume(inmail::Instant{stop}, parts);
            broken = std::move(resumed);
            const auto of_straight = all_of(straight);
            for (std::size_t i = 0; i < parts.size(); ++i) RC_ASSERT(parts[i].state == of_straight[i].state);
        }
        must_be_the_same(input.state_of(*broken, findings), fold(ledger, as_of));
    });
    REQUIRE(held);
}

TEST_CASE("void, then record again under a new key, is as before (RULES section 3)", "[laws]") {
    const bool held = holds("void then record again", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        Ledger ledger = ledger_of(seed);
        RC_PRE(!ledger.events.empty());
        Ledger corrected = ledger;
        Event again = corrected.events[*rc::gen::inRange<std::size_t>(0, corrected.events.size())];
        RC_PRE(again.event != "void");
        const auto voids_it = [&](const Event& e) { return e.event == "void" && e.ref == again.key; };
        RC_PRE(std::none_of(ledger.events.begin(), ledger.events.end(), voids_it));

        Event taken_back;
        taken_back.event = "void";
        taken_back.key = "z";
        taken_back.ref = again.key;
        taken_back.at = taken_back.recorded_at = corrected.events.back().recorded_at + 1;
        again.key += "+";  // sorts where the old one stood
        again.recorded_at = taken_back.recorded_at;
        corrected.events.push_back(taken_back);
        corrected.events.push_back(again);

        const Millis as_of = probes_of(seed).front();
        State before = fold(ledger, as_of);
        State after = fold(corrected, as_of);
        for (State* state : {&before, &after}) {
            for (auto& [name, account] : state->accounts) {
                for (PendingView& mail : account.pending) mail.key.clear();
            }
        }
        must_be_the_same(before, after);
        must_be_the_same(fold(ledger, as_of), fold(corrected, as_of, ledger.events.back().recorded_at));
    });
    REQUIRE(held);
}

TEST_CASE("known at the last recording is the same as now (RULES section 2)", "[laws]") {
    const bool held = holds("known at the last recorded_at", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        RC_PRE(!ledger.events.empty());
        const Millis as_of = probes_of(seed).front();
        must_be_the_same(fold(ledger, as_of), fold(ledger, as_of, ledger.events.back().recorded_at));
    });
    REQUIRE(held);
}
