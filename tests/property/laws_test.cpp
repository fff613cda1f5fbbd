// Laws of the fold alone, fed in memory. Laws that depend on what is stored, and when, are in store_laws_test.cpp.

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "inmail/core/errors.hpp"
#include "property/check.hpp"
#include "property/fold.hpp"
#include "property/random_ledger.hpp"
#include "support/catch.hpp"

using namespace reference;

namespace {

using Messages = inmail::Reconciler::ForkedMessages;

constexpr int ledgers = 400;

Millis last_moment_of(const Ledger& ledger) {
    Millis last = 0;
    for (const Event& e : ledger.events) last = std::max(last, e.at);
    return last;
}

/// Adds up each account's postings, and checks after each that the account is conserved.
class Tally : public inmail::Observer {
  public:
    void on(const inmail::Posting& posting) override {
        if (posting.kind == inmail::Posting::Kind::reassigned && posting.account == inmail::AccountId::of(posting.to))
            totals_[posting.account] += std::exchange(totals_[inmail::AccountId::of(posting.seat)], {});
        inmail::Totals& totals = totals_[posting.account];
        totals.add(posting);
        if (totals.balance() != posting.held)
            RC_FAIL("the account does not add up after a posting: " + std::to_string(posting.held.value));
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
        for (auto first = events.begin(); first != events.end();) {
            for (const Millis before : {3 * day_ms, day_ms / 2, 1LL}) {
                const Millis stop = first->at.value - before;
                if (stop > now) stepwise.advance_to(inmail::Instant{now = stop});
            }
            now = std::max<Millis>(now, first->at.value);
            std::vector<const inmail::Event*> of_one_instant;
            for (const inmail::Instant at = first->at; first != events.end() && first->at == at; ++first)
                of_one_instant.push_back(&*first);
            stepwise.apply(of_one_instant);
        }
        stepwise.advance_to(inmail::Instant{as_of});
        require_same("as of " + show(as_of), "in steps", state_of(stepwise, findings, input), "at once", fold(ledger, as_of));
    });
    REQUIRE(held);
}

TEST_CASE("a fork continues like the fold it came from, and does not change it", "[laws]") {
    const bool held = holds("fork", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        const FoldInput input(ledger);
        const Millis as_of = probes_of(seed).front();
        const Millis later = std::max(as_of, last_moment_of(ledger)) + *rc::gen::inRange(0, 100) * day_ms;
        Findings findings;
        inmail::Reconciler original(input.rulebooks(), input.default_rulebook(), &findings);
        feed(original, input.events(), as_of);

        Findings findings_ahead = findings;
        inmail::Reconciler fork = original.fork(&findings_ahead, original.subjects(), Messages::all);
        std::vector<inmail::Event> rest = input.events();
        const auto is_past = [&](const inmail::Event& e) { return e.at.value <= as_of; };
        rest.erase(std::remove_if(rest.begin(), rest.end(), is_past), rest.end());
        feed(fork, rest, later);
        require_same("as of " + show(later), "fork", state_of(fork, findings_ahead, input), "fold", fold(ledger, later));
        require_same("as of " + show(as_of), "original", state_of(original, findings, input), "fold", fold(ledger, as_of));
        RC_ASSERT_THROWS_AS(original.fork(nullptr, original.subjects(), Messages::all).advance_to(inmail::Instant{as_of - 1}),
                            inmail::Defect);
    });
    REQUIRE(held);
}

TEST_CASE("a fork without messages has the credits of one with them, as long as nothing is answered", "[laws]") {
    const bool held = holds("fork without messages", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        const FoldInput input(ledger);
        const Millis as_of = probes_of(seed).front();
        const Millis later = std::max(as_of, last_moment_of(ledger)) + *rc::gen::inRange(0, 400) * day_ms;
        inmail::Reconciler original(input.rulebooks(), input.default_rulebook(), nullptr);
        feed(original, input.events(), as_of);
        std::vector<inmail::Event> plan_events = input.events();
        const auto is_left_out = [&](const inmail::Event& e) { return e.at.value <= as_of || !inmail::is_plan_event(e.kind()); };
        plan_events.erase(std::remove_if(plan_events.begin(), plan_events.end(), is_left_out), plan_events.end());

        inmail::Reconciler with = original.fork(nullptr, original.subjects(), Messages::all);
        inmail::Reconciler without = original.fork(nullptr, original.subjects(), Messages::none);
        feed(with, plan_events, later);
        feed(without, plan_events, later);
        for (const inmail::AccountState& state : with.accounts()) {
            const auto same = without.account(state.account);
            RC_ASSERT(same.has_value());
            RC_ASSERT(same->available == state.available);
            RC_ASSERT(same->totals.balance() == state.totals.balance());
            RC_ASSERT(same->next_refresh == state.next_refresh);
            RC_ASSERT(same->plan == state.plan);
        }
    });
    REQUIRE(held);
}

TEST_CASE("a fold resumed from checkpoints ends where an uninterrupted fold ends", "[laws]") {
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

        const auto checkpoints_of = [&](const inmail::Reconciler& fold) {
            std::vector<inmail::AccountCheckpoint> checkpoints;
            for (const inmail::AccountId account : input.accounts()) checkpoints.push_back({account, fold.checkpoint(account)});
            return checkpoints;
        };
        Findings findings;
        inmail::Reconciler uninterrupted(input.rulebooks(), input.default_rulebook());
        auto resumed = std::make_unique<inmail::Reconciler>(input.rulebooks(), input.default_rulebook(), &findings);
        auto next = events.begin();
        for (const Millis stop : stops) {
            std::vector<const inmail::Event*> until;
            for (; next != events.end() && next->at.value <= stop; ++next) until.push_back(&*next);
            uninterrupted.apply(until);
            resumed->apply(until);
            uninterrupted.advance_to(inmail::Instant{stop});
            resumed->advance_to(inmail::Instant{stop});
            const auto checkpoints = checkpoints_of(*resumed);
            const auto expected = checkpoints_of(uninterrupted);
            for (std::size_t i = 0; i < checkpoints.size(); ++i) RC_ASSERT(checkpoints[i].state == expected[i].state);
            resumed = std::make_unique<inmail::Reconciler>(input.rulebooks(), input.default_rulebook(), &findings);
            resumed->resume(inmail::Instant{stop}, checkpoints);
        }
        require_same("as of " + show(as_of), "resumed", state_of(*resumed, findings, input), "uninterrupted",
                     fold(ledger, as_of));
    });
    REQUIRE(held);
}
