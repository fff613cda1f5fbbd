#include "diagnose/facts.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "inmail/core/errors.hpp"

namespace inmail::app {
namespace {

using Cause = DiagnoseReport::Cause;
using Kind = Posting::Kind;
using RecordStep = DiagnoseReport::RecordStep;
using VoidStep = DiagnoseReport::VoidStep;

WhatIf adding(Event event) {
    WhatIf change;
    change.added.push_back(std::move(event));
    return change;
}

WhatIf removing(EventId event) {
    WhatIf change;
    change.removed.insert(event);
    return change;
}

ProspectId prospect_of(Store& store, const RecordedEvent& message) {
    const auto prospect = store.find_prospect(message.prospect);
    ensure(prospect.has_value(), "a recorded prospect is known");
    return *prospect;
}

/// Facts about the events between the observations that caused a posting of `kind`. Leaves out events with an erased prospect,
/// whom no command can name.
template <class FactOf>
std::vector<Fact> facts_about(const DivergedAccount& account, Kind kind, EventKind event_kind, FactOf&& fact_of) {
    std::vector<Fact> facts;
    const Divergence& d = account.divergence();
    account.for_each_posting(d.from, d.to, [&](const Timeline::Entry&, const Timeline::KeptPosting& line) {
        if (line.posting.kind != kind) return;
        const RecordedEvent event = account.event(line.posting.cause);
        if (event.kind == event_kind && !event.prospect_erased) facts.push_back(fact_of(event, line.posting));
    });
    return facts;
}

/// The paid InMails without an answer at the observation that differs. Leaves out those that lapsed by the one that agreed.
std::map<EventId, Posting> unanswered_messages(const DivergedAccount& account) {
    std::map<EventId, Posting> open;
    const Divergence& d = account.divergence();
    account.for_each_posting(0, d.to, [&](const Timeline::Entry&, const Timeline::KeptPosting& line) {
        const Posting& p = line.posting;
        if (p.kind == Kind::sent) open[p.cause] = p;
        const bool ends = p.kind == Kind::replied || p.kind == Kind::bounced || p.kind == Kind::dropped;
        const bool lapsed_before = p.kind == Kind::lapsed && !is_none(d.agreed) && p.at <= d.agreed_at;
        if (ends || lapsed_before) open.erase(p.message.event);
    });
    return open;
}

Fact adjustment(DivergedAccount& account, Credits amount, Instant at) {
    return {{std::nullopt, {RecordStep{account.to_record(EventKind::adjust, at, amount)}}},
            adding(account.imagined(at, Event::Adjust{amount}))};
}

LargeFact missing_grant(DivergedAccount& account, Credits amount, Cause::Kind kind) {
    return {{kind, amount}, amount, adjustment(account, amount, account.divergence().at)};
}

LargeFact missing_join(DivergedAccount& account) {
    const Instant at = account.divergence().at;
    const Credits allowance = account.terms().allowance;
    Event join = account.imagined(at, Event::Subscribe{});
    join.seat = account.replay().imagined_seat();
    join.pool = account.id().pool();
    return {{Cause::Kind::seat_unlogged, allowance},
            allowance,
            {{std::nullopt, {RecordStep{account.to_record(EventKind::subscribe, at)}}}, adding(std::move(join))}};
}

void add_refresh_facts(DivergedAccount& account, const Posting::Refresh& r, Instant at, std::vector<LargeFact>& facts) {
    if (r.granted > no_credits) {
        const Cause cause{Cause::Kind::grant_missed, r.granted, at, r.join};
        facts.push_back({cause, -r.granted, adjustment(account, -r.granted, at)});
    }
    if (r.forfeited > no_credits) {
        const Cause cause{Cause::Kind::forfeit_missed, r.forfeited, at, r.join};
        facts.push_back({cause, r.forfeited, adjustment(account, r.forfeited, at)});
    }
}

}  // namespace

std::vector<Fact> missing_replies(DivergedAccount& account) {
    std::vector<Fact> facts;
    for (const auto& [id, sent] : unanswered_messages(account)) {
        const RecordedEvent message = account.event(id);
        if (message.prospect_erased) continue;
        const Instant at = std::min(account.divergence().at, *sent.until);
        const SeatId seat = account.handovers().licensee(sent.seat, sent.at, at);
        RecordStep reply;
        reply.event.kind = EventKind::reply;
        reply.event.at = at;
        reply.event.seat = account.store().name_of(seat);
        reply.event.prospect = message.prospect;
        const ProspectId prospect = prospect_of(account.store(), message);
        facts.push_back(
            {{message, {std::move(reply)}}, adding(account.replay().imagined(at, seat, {}, Event::Reply{prospect, {}, {}}))});
    }
    return facts;
}

std::vector<Fact> free_sends(DivergedAccount& account) {
    return facts_about(account, Kind::consumed, EventKind::send, [&](const RecordedEvent& message, const Posting& p) {
        const Event::Send free{prospect_of(account.store(), message), Channel::open_profile, message.thread};
        RecordStep again = recorded_again(message);
        again.event.channel = free.channel;
        Fact fact{{message, {VoidStep{{message.key}}, std::move(again)}},
                  adding(account.replay().imagined(message.at, p.seat, {}, free))};
        fact.change += removing(message.id);
        return fact;
    });
}

std::vector<Fact> replies_without_refund(DivergedAccount& account) {
    return facts_about(account, Kind::refunded, EventKind::reply, [](const RecordedEvent& reply, const Posting&) {
        return Fact{{reply, {VoidStep{{reply.key}}}}, removing(reply.id)};
    });
}

Fact missing_sends(DivergedAccount& account, Credits n) {
    const std::vector<SeatId>& senders = account.senders();
    const Instant at = account.divergence().at;
    RecordStep step;
    step.event.kind = EventKind::send;
    step.event.at = at;
    if (senders.size() == 1) step.event.seat = account.store().name_of(senders.front());
    step.times = n.value;
    Fact fact{{std::nullopt, {std::move(step)}}, {}};
    Replay& replay = account.replay();
    for (Credits i; i < n; i += one_credit) {
        const Event::Send send{replay.imagined_prospect(), Channel::inmail, {}};
        fact.change.added.push_back(replay.imagined(at, senders.front(), {}, send));
    }
    return fact;
}

Fact missing_purchase(DivergedAccount& account, Credits n) {
    const Instant at = account.divergence().at;
    return {{std::nullopt, {RecordStep{account.to_record(EventKind::purchase, at, n)}}},
            adding(account.imagined(at, Event::Purchase{n}))};
}

std::vector<LargeFact> large_facts(DivergedAccount& account) {
    std::vector<LargeFact> facts;
    const Credits allowance = account.terms().allowance;
    const auto members = static_cast<std::int64_t>(account.senders().size());
    if (allowance > no_credits) facts.push_back(missing_grant(account, allowance, Cause::Kind::grant_unlogged));
    if (allowance > no_credits && members > 1)
        facts.push_back(missing_grant(account, allowance * members, Cause::Kind::grants_unlogged));
    if (account.id().is_pool()) facts.push_back(missing_join(account));
    const Divergence& d = account.divergence();
    account.for_each_posting(d.from, d.to, [&](const Timeline::Entry& entry, const Timeline::KeptPosting& line) {
        if (line.refresh) add_refresh_facts(account, *line.refresh, entry.at, facts);
    });
    return facts;
}

}  // namespace inmail::app
