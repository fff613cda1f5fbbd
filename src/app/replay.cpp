#include "replay.hpp"

#include <algorithm>

#include "inmail/core/errors.hpp"
#include "report_parts.hpp"

namespace inmail::app {

Event under(RulebookId rulebook, Event event) {
    if (auto* subscribe = std::get_if<Event::Subscribe>(&event.payload)) subscribe->rulebook = rulebook;
    if (auto* change = std::get_if<Event::Switch>(&event.payload)) change->rulebook = rulebook;
    return event;
}

Replay::Replay(Store& store, const View& view) : store_(store), listings_(store.rulebook_listings(view.known_at)) {
    Scope scope;
    for (const auto& typed : view.accounts) scope.accounts.push_back(find_account(store, typed));
    scope.until = view.as_of;
    scope.known_at = view.known_at;
    store.read(scope, [&](const Event& event) { events_.push_back(event); });
    const auto rulebook = store.find_rulebook(store.info().default_rulebook);
    ensure(rulebook.has_value(), "a ledger knows its default rulebook");
    default_ = *rulebook;
}

std::optional<Credits> Replay::held_at(EventId observe, RulebookId rulebook) const {
    return fold(store_.rulebooks(std::nullopt), observe, rulebook);
}

std::optional<Credits> Replay::held_at(EventId observe, PlanId plan, Credits cap) const {
    Rulebooks capped;
    for (const auto& listing : listings_) {
        const auto rulebook = store_.find_rulebook(listing.name);
        for (const auto& row : listing.terms) {
            const auto id = store_.find_plan(row.plan);
            ensure(rulebook && id, "a listed row has names");
            Terms terms = row.terms;
            if (*id == plan) terms.cap = std::max(cap, terms.allowance);
            capped.add(*rulebook, *id, std::move(terms));
        }
    }
    return fold(capped, observe, RulebookId{});
}

std::optional<Credits> Replay::fold(const Rulebooks& rulebooks, EventId observe, RulebookId instead) const {
    std::optional<Credits> held;
    Collector collector([&](const Posting& p) {
        if (p.kind == Posting::Kind::observed && p.cause == observe) held = p.held;
    });
    Reconciler fold(rulebooks, is_none(instead) ? default_ : instead, &collector);
    for (const Event& event : events_) {
        fold.apply(is_none(instead) ? event : under(instead, event));
        if (event.id == observe) break;
    }
    return held;
}

}  // namespace inmail::app
