#include "diagnose/diverged_account.hpp"

#include <utility>

#include "inmail/app/names.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {
namespace {

ReportQuery as_of(ReportQuery query, Instant at) {
    query.as_of = at;
    return query;
}

}  // namespace

DivergedAccount::DivergedAccount(Store& store, const ReportQuery& query, const AccountTimeline& timeline,
                                 const Divergence& divergence)
    : store_(store),
      query_(as_of(query, divergence.at)),
      timeline_(timeline),
      divergence_(divergence),
      replay_(store, query_),
      collector_([this](const Posting& p) { handovers_.on(p); }),
      fold_run_(store, query_, &collector_) {
    fold_run_.fold();
    state_ = fold_run_.reconciler().account(id());
    ensure(state_ && state_->had_stint, "an account that was observed had a plan");
    // Ask for the terms by plan, because the account may have been cancelled at the instant of the observation.
    terms_ = &fold_run_.rulebooks().in_force(state_->rulebook, state_->plan, divergence.at);
    find_senders();
}

bool DivergedAccount::gives(const WhatIf& change, Credits figure) const {
    const auto held = replay_.observed(change);
    const auto then = held.find(divergence_.differs);
    if (then == held.end() || then->second != figure) return false;
    if (is_none(divergence_.agreed)) return true;
    const auto before = held.find(divergence_.agreed);
    return before != held.end() && before->second == divergence_.agreed_on;
}

AccountId DivergedAccount::handle_at(Instant t) const {
    const auto state = timeline_.reconciler().account(timeline_.account());
    ensure(state.has_value(), "an account that was observed is known");
    if (const auto handle = inmail::handle_at(*state, t)) return *handle;
    // An earlier beginning would have been under the account's first handle.
    return state->formerly.empty() ? state->account : AccountId::of(state->formerly.front().seat);
}

AccountName DivergedAccount::name_at(Instant t) const { return name_account(store_, handle_at(t)); }

RecordedEvent DivergedAccount::event(EventId id) const {
    const auto found = store_.find_event(id);
    ensure(found.has_value(), "the cause of a posting is recorded");
    return *found;
}

Event DivergedAccount::imagined(Instant at, Event::Payload payload) {
    const AccountId handle = handle_at(at);
    return replay_.imagined(at, handle.seat(), handle.pool(), std::move(payload));
}

EventRecord DivergedAccount::to_record(EventKind kind, Instant at, std::optional<Credits> amount) const {
    EventRecord event;
    event.kind = kind;
    event.at = at;
    event.amount = amount;
    const AccountName name = name_at(at);
    (name.is_pool() ? event.pool : event.seat) = name.name;
    return event;
}

void DivergedAccount::find_senders() {
    if (!id().is_pool()) {
        senders_.push_back(id().seat());
        return;
    }
    for (const std::string& handle : store_.subscribed(AccountId::Kind::seat)) {
        const SeatId seat = *store_.find_seat(handle);
        if (fold_run_.reconciler().seat(seat).pool == id().pool()) senders_.push_back(seat);
    }
}

DiagnoseReport::RecordStep recorded_again(const RecordedEvent& event) {
    DiagnoseReport::RecordStep step{static_cast<const EventRecord&>(event)};
    step.event.key.clear();
    return step;
}

}  // namespace inmail::app
