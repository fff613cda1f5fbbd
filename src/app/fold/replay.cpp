#include "fold/replay.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "fold/collector.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {

RulebookId default_rulebook(FoldSource& store) {
    const auto found = store.find_rulebook(store.info().default_rulebook);
    ensure(found.has_value(), "a ledger knows its default rulebook");
    return *found;
}

Event under(RulebookId rulebook, Event event) {
    if (auto* subscribe = std::get_if<Event::Subscribe>(&event.payload)) subscribe->rulebook = rulebook;
    if (auto* change = std::get_if<Event::Switch>(&event.payload)) change->rulebook = rulebook;
    return event;
}

WhatIf& WhatIf::operator+=(const WhatIf& more) {
    added.insert(added.end(), more.added.begin(), more.added.end());
    removed.insert(more.removed.begin(), more.removed.end());
    return *this;
}

Replay::Replay(Store& store, const ReportQuery& query)
    : store_(store),
      terms_(store.terms(query.known_at)),
      listings_(listings_of(terms_, query.edition)),
      rulebooks_(rulebooks_of(terms_, query.edition)) {
    Scope scope;
    scope.accounts = query.accounts;
    scope.until = query.as_of;
    scope.known_at = query.known_at;
    store.read(scope, [&](const Event& event) { events_.push_back(event); });
    default_ = default_rulebook(store);
}

Event Replay::imagined(Instant at, SeatId seat, PoolId pool, Event::Payload payload) {
    const EventId id{next_event_++};
    return {id, at, seat, pool, fmt::format("what-if:{}", id.value), std::move(payload)};
}

Rulebooks Replay::capped(PlanId plan, Credits cap) const {
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
    return capped;
}

std::optional<Rulebooks> Replay::other_rulebooks(const WhatIf& what_if) const {
    if (what_if.edition) return rulebooks_of(terms_, Edition{{}, *what_if.edition});
    if (is_none(what_if.capped)) return std::nullopt;
    return capped(what_if.capped, what_if.cap);
}

std::map<EventId, Credits> Replay::observed(const WhatIf& what_if) const {
    std::vector<Event> events;
    for (const Event& event : events_) {
        if (what_if.removed.count(event.id) == 0) events.push_back(event);
    }
    events.insert(events.end(), what_if.added.begin(), what_if.added.end());
    std::stable_sort(events.begin(), events.end(), fold_before);

    std::map<EventId, Credits> held;
    Collector collector([&](const Posting& p) {
        if (p.kind == Posting::Kind::observed) held[p.cause] = p.held;
    });
    const std::optional<Rulebooks> other = other_rulebooks(what_if);
    const bool moves_rulebook = !is_none(what_if.rulebook);
    Reconciler fold(other ? *other : rulebooks_, default_, &collector);
    std::vector<const Event*> in_order;
    for (Event& event : events) {
        if (moves_rulebook) event = under(what_if.rulebook, std::move(event));
        in_order.push_back(&event);
    }
    fold.apply(in_order);
    return held;
}

}  // namespace inmail::app
