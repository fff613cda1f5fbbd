#include "diagnose/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "inmail/core/errors.hpp"

namespace inmail::app {
namespace {

using Kind = Posting::Kind;

std::string date_of(Instant t) { return to_string(day_of(t)); }

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
    account.for_each_posting(d.from, d.to, [&](const Timeline::Entry&, const Timeline::PostingLine& line) {
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
    account.for_each_posting(0, d.to, [&](const Timeline::Entry&, const Timeline::PostingLine& line) {
        const Posting& p = line.posting;
        if (p.kind == Kind::sent) open[p.cause] = p;
        const bool ends = p.kind == Kind::replied || p.kind == Kind::bounced || p.kind == Kind::dropped;
        const bool lapsed_before = p.kind == Kind::lapsed && !is_none(d.agreed) && p.at <= d.agreed_at;
        if (ends || lapsed_before) open.erase(p.message.event);
    });
    return open;
}

Fact adjustment(DivergedAccount& account, Credits amount, Instant at, const std::string& note, std::string evidence) {
    return {{std::move(evidence), {account.command("adjust", fmt::format("{} --note {}", amount.value, shell_quoted(note)), at)}},
            adding(account.imagined(at, Event::Adjust{amount}))};
}

LargeFact missing_grant(DivergedAccount& account, Credits amount, std::string what) {
    return {std::move(what), amount,
            adjustment(account, amount, account.divergence().at, "an allowance that the ledger missed", {})};
}

LargeFact missing_join(DivergedAccount& account) {
    const Instant at = account.divergence().at;
    Event join = account.imagined(at, Event::Subscribe{});
    join.seat = account.replay().imagined_seat();
    join.pool = account.id().pool();
    return {"a seat joined and is not recorded: a new licence brings one allowance",
            account.terms().allowance,
            {{{}, {fmt::format("inmail subscribe SEAT --pool {} --at {}", account.name().name, to_rfc3339(at))}},
             adding(std::move(join))}};
}

void add_refresh_facts(DivergedAccount& account, const Posting::Refresh& r, Instant at, std::vector<LargeFact>& facts) {
    const std::string when = (r.join ? "the new licence of " : "the refresh of ") + date_of(at);
    if (r.granted > no_credits) {
        facts.push_back({fmt::format("LinkedIn missed the grant of {} of {}", credit_words(r.granted), date_of(at)), -r.granted,
                         adjustment(account, -r.granted, at, "not granted on " + date_of(at), when)});
    }
    if (r.forfeited > no_credits) {
        facts.push_back({fmt::format("LinkedIn did not forfeit the {} of {}", credit_words(r.forfeited), when), r.forfeited,
                         adjustment(account, r.forfeited, at, "not forfeited on " + date_of(at), when)});
    }
}

}  // namespace

std::vector<Fact> missing_replies(DivergedAccount& account) {
    std::vector<Fact> facts;
    for (const auto& [id, sent] : unanswered_messages(account)) {
        const RecordedEvent message = account.event(id);
        if (message.prospect_erased) continue;
        const Instant at = std::min(account.divergence().at, *sent.until);
        const ProspectId prospect = prospect_of(account.store(), message);
        facts.push_back(
            {{fmt::format("{} of {} to {}", message.seat, date_of(message.at), message.prospect),
              {fmt::format("inmail reply {} {} --at {}", message.seat, shell_quoted(message.prospect), to_rfc3339(at))}},
             adding(account.replay().imagined(at, sent.seat, {}, Event::Reply{prospect, {}}))});
    }
    return facts;
}

std::vector<Fact> free_sends(DivergedAccount& account) {
    return facts_about(account, Kind::consumed, EventKind::send, [&](const RecordedEvent& message, const Posting& p) {
        const std::string thread = message.thread.empty() ? "" : " --thread " + shell_quoted(message.thread);
        const Event::Send free{prospect_of(account.store(), message), Channel::open_profile, message.thread};
        Fact fact{{fmt::format("the send of {} to {}", date_of(message.at), message.prospect),
                   {fmt::format("inmail void {} --note {}", shell_quoted(message.key), shell_quoted("it was free")),
                    fmt::format("inmail send {} {} --channel {}{} --at {}", message.seat, shell_quoted(message.prospect),
                                to_string(Channel::open_profile), thread, to_rfc3339(message.at))}},
                  adding(account.replay().imagined(message.at, p.seat, {}, free))};
        fact.change += removing(message.id);
        return fact;
    });
}

std::vector<Fact> replies_without_refund(DivergedAccount& account) {
    return facts_about(account, Kind::refunded, EventKind::reply, [](const RecordedEvent& reply, const Posting&) {
        return Fact{
            {fmt::format("the reply of {} by {}", date_of(reply.at), reply.prospect),
             {fmt::format("inmail void {} --note {}", shell_quoted(reply.key), shell_quoted("it brought no credit back"))}},
            removing(reply.id)};
    });
}

Fact missing_sends(DivergedAccount& account, Credits n) {
    const std::vector<SeatId>& senders = account.senders();
    const Instant at = account.divergence().at;
    const std::string seat = senders.size() == 1 ? account.store().name_of(senders.front()) : "SEAT";
    const char* prospects = n == one_credit ? "PROSPECT" : "PROSPECT...";
    Fact fact{{fmt::format("{} more paid", n.value), {fmt::format("inmail send {} {} --at {}", seat, prospects, to_rfc3339(at))}},
              {}};
    Replay& replay = account.replay();
    for (Credits i; i < n; i += one_credit) {
        const Event::Send send{replay.imagined_prospect(), Channel::inmail, {}};
        fact.change.added.push_back(replay.imagined(at, senders.front(), {}, send));
    }
    return fact;
}

Fact missing_purchase(DivergedAccount& account, Credits n) {
    const Instant at = account.divergence().at;
    return {{{}, {account.command("buy", std::to_string(n.value), at)}}, adding(account.imagined(at, Event::Purchase{n}))};
}

std::vector<LargeFact> large_facts(DivergedAccount& account) {
    std::vector<LargeFact> facts;
    const Credits allowance = account.terms().allowance;
    const auto members = static_cast<std::int64_t>(account.senders().size());
    if (allowance > no_credits) {
        facts.push_back(
            missing_grant(account, allowance, "a grant is missing in the ledger: LinkedIn allotted one allowance more"));
    }
    if (allowance > no_credits && members > 1) {
        facts.push_back(missing_grant(account, allowance * members,
                                      "a grant is missing in the ledger: LinkedIn allotted one allowance more to each member"));
    }
    if (account.id().is_pool()) facts.push_back(missing_join(account));
    const Divergence& d = account.divergence();
    account.for_each_posting(d.from, d.to, [&](const Timeline::Entry& entry, const Timeline::PostingLine& line) {
        if (line.refresh) add_refresh_facts(account, *line.refresh, entry.at, facts);
    });
    return facts;
}

std::string credit_words(Credits n) { return fmt::format("{} credit{}", n.value, n == one_credit ? "" : "s"); }

}  // namespace inmail::app
