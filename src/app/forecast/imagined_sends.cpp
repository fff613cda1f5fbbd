#include "forecast/imagined_sends.hpp"

#include <algorithm>
#include <utility>

#include "inmail/core/errors.hpp"

namespace inmail::app {
namespace {

Event event_of(SeatId seat, Instant t, Event::Payload payload) {
    Event event;
    event.at = t;
    event.seat = seat;
    event.payload = std::move(payload);
    return event;
}

}  // namespace

ImaginedSends::ImaginedSends(const FoldRun& fold_run, AccountGroups::Members members, const std::vector<Sender>& senders)
    : future_(fold_run.reconciler().fork(this, members.subjects, Reconciler::ForkedMessages::none)),
      plan_events_(std::move(members.events)),
      next_event_(plan_events_.begin()) {
    for (const Sender& sender : senders) {
        by_account_[sender.account] = senders_.size();
        senders_.push_back({sender.account, sender.seat});
    }
}

void ImaginedSends::pass_to(Instant t) {
    while (next_event_ != plan_events_.end() && (*next_event_)->at < t) play_plan_events((*next_event_)->at, {});
}

void ImaginedSends::play(Instant t, const std::vector<Event>& imagined) {
    pass_to(t);
    play_plan_events(t, imagined);
}

std::optional<Instant> ImaginedSends::next_plan_event() const {
    return next_event_ == plan_events_.end() ? std::nullopt : std::optional((*next_event_)->at);
}

void ImaginedSends::advance_to(Instant t) {
    pass_to(t);
    play_plan_events(t, {});
    future_.advance_to(t);
}

void ImaginedSends::play_plan_events(Instant t, const std::vector<Event>& imagined) {
    std::vector<const Event*>& events = events_of_instant_;
    events.clear();
    for (; next_event_ != plan_events_.end() && (*next_event_)->at == t; ++next_event_) events.push_back(*next_event_);
    for (const Event& event : imagined) events.push_back(&event);
    if (events.empty()) return;
    for (const Event* event : events) {
        if (const auto* reassign = std::get_if<Event::Reassign>(&event->payload)) leave_behind(AccountId::of(reassign->to));
    }
    const auto before = [](const Event* a, const Event* b) { return fold_before(*a, *b); };
    // Mostly one send and its reply.
    if (!std::is_sorted(events.begin(), events.end(), before)) std::stable_sort(events.begin(), events.end(), before);
    future_.apply(events);
    for (const PoolId pool : changed_pools_) choose_sender(pool);
    changed_pools_.clear();
}

std::optional<SeatId> ImaginedSends::seat(std::size_t sender) const {
    const State& state = senders_[sender];
    const bool is_its = state.seat && future_.account_of(*state.seat) == state.account;
    return is_its && !state.is_cancelled && !state.left_behind ? state.seat : std::nullopt;
}

AccountState ImaginedSends::state(std::size_t sender) const {
    if (const auto& left_behind = senders_[sender].left_behind) return *left_behind;
    const AccountId account = senders_[sender].account;
    if (auto state = future_.account(account)) return *std::move(state);
    AccountState nothing_yet;
    nothing_yet.account = account;
    return nothing_yet;
}

void ImaginedSends::leave_behind(AccountId handle) {
    State* sender = find(handle);
    if (sender == nullptr) return;
    sender->left_behind = state(by_account_.at(handle));
    sender->left_behind->next_refresh.reset();
    by_account_.erase(handle);
}

ImaginedSends::State* ImaginedSends::find(AccountId account) {
    const auto found = by_account_.find(account);
    return found == by_account_.end() ? nullptr : &senders_[found->second];
}

void ImaginedSends::on(const Posting& p) {
    if (const auto former = former_handle_of(p)) {
        if (State* sender = find(*former)) {
            sender->account = p.account;
            by_account_[p.account] = by_account_.at(*former);
            by_account_.erase(*former);
        }
    }
    State* sender = find(p.account);
    if (sender == nullptr) return;
    switch (p.kind) {
        case Posting::Kind::unfunded:
            if (!sender->dry_at) sender->dry_at = p.at;
            return;
        case Posting::Kind::cancelled:
            sender->is_cancelled = true;
            return;
        case Posting::Kind::stint_started:
            sender->is_cancelled = false;
            return;
        case Posting::Kind::joined:
        case Posting::Kind::left:
            changed_pools_.insert(p.account.pool());
            return;
        case Posting::Kind::reassigned:
            if (sender->seat == p.seat) sender->seat = p.to;
            return;
        default:
            return;
    }
}

void ImaginedSends::choose_sender(PoolId pool) {
    const auto members = future_.members(pool);
    find(AccountId::of(pool))->seat = members.empty() ? std::nullopt : std::optional{members.front().seat};
}

Event ImaginedSends::send(SeatId seat, ProspectId prospect, Instant t) {
    return event_of(seat, t, Event::Send{prospect, Channel::inmail, {}});
}

Event ImaginedSends::reply(SeatId seat, ProspectId prospect, Instant t) {
    return event_of(seat, t, Event::Reply{prospect, {}, {}});
}

}  // namespace inmail::app
