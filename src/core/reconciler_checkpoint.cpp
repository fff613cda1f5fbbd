// A fold's state as bytes, and a fold that goes on from there.

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "inmail/core/invalid_state.hpp"
#include "inmail/core/state_stream.hpp"
#include "reconciler_impl.hpp"

namespace inmail {

/// Not left_by_change_at: it matters only at its own instant, which is past.
template <class Stream, class ASeat>
void Reconciler::Impl::stream_seat(Stream& stream, ASeat&& seat) {
    stream(seat.pool, seat.member_since, seat.team, seat.name, seat.limit, seat.had_licence);
    stream_optional(stream, seat.handed_over, [&](auto& handover) { stream(handover.to, handover.at); });
}

std::string Reconciler::Impl::save(AccountId subject) const {
    StateWriter stream;
    if (!subject.is_pool()) {
        const Seat* known = find_seat(subject.seat());
        stream_seat(stream, known == nullptr ? Seat{} : *known);
    }
    const Account* account = find(subject);
    stream(account != nullptr);
    if (account != nullptr) account->save(stream);
    return stream.take();
}

void Reconciler::Impl::resume(Instant at, const std::vector<AccountCheckpoint>& accounts) {
    ensure(pool_accounts_.empty() && seats_.empty(), "only a new fold takes up where another stood");
    // Before any message is read, so that a message's seat can be looked up.
    for (const AccountCheckpoint& account : accounts) {
        if (!account.subject.is_pool()) seat(account.subject.seat());
    }
    // The messages of one account are in order. A seat that has sent from several accounts needs them merged.
    std::vector<OpenMessage> merged;
    std::unordered_set<SeatId> merges;
    std::vector<OpenMessage> open;
    for (const AccountCheckpoint& account : accounts) {
        if (!account.subject.is_pool()) continue;
        load(account, at, open);
        for (OpenMessage& message : open) {
            merges.insert(message.seat);
            merged.push_back(std::move(message));
        }
    }
    for (const AccountCheckpoint& account : accounts) {
        if (account.subject.is_pool()) continue;
        load(account, at, open);
        for (OpenMessage& message : open) {
            if (merges.count(message.seat) != 0)
                merged.push_back(std::move(message));
            else
                reopen(std::move(message));
        }
    }
    require_agreement(at);
    // A seat has only one account at an instant, so ties cannot occur.
    std::stable_sort(merged.begin(), merged.end(),
                     [](const OpenMessage& a, const OpenMessage& b) { return a.sent_at < b.sent_at; });
    for (OpenMessage& message : merged) reopen(std::move(message));
    last_at_ = at;
    last_step_ = FoldStep::pool_cancel;
}

void Reconciler::Impl::load(const AccountCheckpoint& account, Instant at, std::vector<OpenMessage>& open) {
    open.clear();
    StateReader stream(account.state);
    if (!account.subject.is_pool()) stream_seat(stream, seat(account.subject.seat()));
    bool has_account = false;
    stream(has_account);
    if (has_account) make_room(account.subject, at).load(stream, at, open);
    require(stream.at_end(), StateFlaw::malformed, "nothing stands behind a state");
    for (const OpenMessage& message : open) {
        require(find_seat(message.seat) != nullptr, StateFlaw::contradictory, "a message is of a seat that has a state");
    }
}

/// Between the states: a pool's members are the seats that say so.
void Reconciler::Impl::require_agreement(Instant at) const {
    IdMap<PoolId, int> members;
    seats_.for_each([&](SeatId id, const Seat& seat) {
        require(!seat.limit || *seat.limit >= no_credits, StateFlaw::impossible, "a limit is not negative");
        const bool may_have_handed_over = seat.had_licence && is_none(seat.pool);
        require(!seat.handed_over || may_have_handed_over, StateFlaw::contradictory, "who hands over has nothing left");
        require(!seat.handed_over || (seat.handed_over->at <= at && !is_none(seat.handed_over->to)), StateFlaw::impossible,
                "a licence was handed over in the past");
        if (is_none(seat.pool)) {
            require(seat.member_since == Instant{}, StateFlaw::impossible, "who is no member is so since never");
            return;
        }
        require(first_instant <= seat.member_since && seat.member_since <= at, StateFlaw::impossible,
                "a seat joined in the past");
        const Account* pool = find(AccountId::of(seat.pool));
        require(pool != nullptr && pool->active(), StateFlaw::contradictory, "a member's pool is active");
        require(seat.had_licence, StateFlaw::contradictory, "a member has had a licence");
        const Account* own = find(AccountId::of(id));
        require(own == nullptr || !own->active(), StateFlaw::contradictory, "a member has no plan of its own");
        ++members[seat.pool];
    });
    pool_accounts_.for_each([&](PoolId id, const auto& pool) {
        require(pool->members() == members[id], StateFlaw::contradictory, "a pool counts its members");
    });
}

void Reconciler::Impl::reopen(OpenMessage message) {
    Account& account = make_room(message.account(), message.sent_at);
    account.reopen(std::move(message));
}

}  // namespace inmail
