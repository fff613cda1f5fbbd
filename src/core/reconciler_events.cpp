// What each event does (RULES sections 4 and 5).

#include "reconciler_impl.hpp"

namespace inmail {
namespace {

void end_or_outside(Account& account, const PostingCause& cause) {
    if (account.active())
        account.end_stint(cause);
    else
        account.note(cause, Posting::Kind::outside);
}

}  // namespace

// --- plans and memberships (RULES sections 4 and 5) ---

void Reconciler::Impl::on(const Event& event, const PostingCause& cause, const Event::Subscribe& change) {
    change_plan(event, cause, change);
}
void Reconciler::Impl::on(const Event& event, const PostingCause& cause, const Event::Switch& change) {
    change_plan(event, cause, change);
}

void Reconciler::Impl::change_plan(const Event& event, const PostingCause& cause, const Event::PlanChange& change) {
    if (is_none(event.seat)) return open_pool(event.pool, cause, change);
    if (is_none(event.pool)) return start_own_plan(event.seat, cause, change);
    join(event.seat, event.pool, cause, change);
}

void Reconciler::Impl::open_pool(PoolId id, const PostingCause& cause, const Event::PlanChange& change) {
    Account& pool = account(AccountId::of(id), cause.at, FoldStep::pool_plan);
    if (start_stint(pool, cause, change)) pool_left_by_change_at_[id] = cause.at;
}

void Reconciler::Impl::start_own_plan(SeatId id, const PostingCause& cause, const Event::PlanChange& change) {
    seat(id).take_names(change.team, change.name);
    const bool left_pool = leave_pool(id, cause);
    Account& own = account(AccountId::of(id), cause.at, FoldStep::seat_plan);
    if (start_stint(own, cause, change) || left_pool) seat(id).left_by_change_at = cause.at;
    seat(id).take_licence();
}

bool Reconciler::Impl::start_stint(Account& account, const PostingCause& cause, const Event::PlanChange& change) {
    const bool was_active = account.active();
    RulebookId wanted = change.rulebook;
    if (is_none(wanted)) wanted = was_active ? account.rulebook() : default_rulebook_;
    const RulebookId rulebook = fold_.rulebooks.resolve(wanted, default_rulebook_, change.plan);
    if (account.runs(change.plan, rulebook)) {
        if (change.price)
            account.change_price(cause, change.price);
        else
            account.note(cause, Posting::Kind::outside);
        return false;
    }
    account.start_stint(cause, change.plan, rulebook, rulebook != wanted, change.price);
    return was_active;
}

void Reconciler::Impl::join(SeatId id, PoolId pool_id, const PostingCause& cause, const Event::PlanChange& change) {
    Account& pool = account(AccountId::of(pool_id), cause.at, FoldStep::seat_plan);
    if (!pool.active() || seat(id).pool == pool_id) return pool.note(cause, Posting::Kind::outside);
    seat(id).take_names(change.team, change.name);
    bool left = leave_pool(id, cause);
    Account* own = existing(AccountId::of(id), cause.at, FoldStep::seat_plan);
    if (own != nullptr && own->active()) {
        own->end_stint(cause);
        left = true;
    }
    if (left) seat(id).left_by_change_at = cause.at;
    seat(id).join(pool_id, cause.at);
    pool.join(cause);
    unsettled_joins_[pool_id] = cause;
}

bool Reconciler::Impl::leave_pool(SeatId id, const PostingCause& cause) {
    const PoolId pool = seat(id).pool;
    if (is_none(pool)) return false;
    // A refresh of this instant counts who is still to leave: it comes first.
    Account& left = account(AccountId::of(pool), cause.at, step_of_now());
    seat(id).leave_pool();
    left.leave(cause);
    return true;
}

void Reconciler::Impl::on(const Event& event, const PostingCause& cause, const Event::Cancel&) {
    if (is_none(event.seat)) return cancel_pool(event.pool, cause);
    // The change at this instant has ended it already (RULES section 4, cancel).
    if (seat(event.seat).left_by_change_at == cause.at) return;
    if (leave_pool(event.seat, cause)) return;
    end_or_outside(account(AccountId::of(event.seat), cause.at, FoldStep::seat_cancel), cause);
}

void Reconciler::Impl::cancel_pool(PoolId id, const PostingCause& cause) {
    Account& pool = account(AccountId::of(id), cause.at, FoldStep::pool_cancel);
    if (const Instant* left = pool_left_by_change_at_.find(id); left != nullptr && *left == cause.at) return;
    seats_.for_each([&](SeatId member, Seat& known) {
        if (is_none(known.pool) || known.pool != id) return;
        known.leave_pool();
        pool.leave({cause.at, cause.event, member});
    });
    end_or_outside(pool, cause);
}

// --- what concerns the seat, not a balance ---

void Reconciler::Impl::on(const Event& event, const PostingCause&, const Event::Assign& assign) {
    seat(event.seat).take_names(assign.team, assign.name);
}
void Reconciler::Impl::on(const Event& event, const PostingCause&, const Event::Limit& limit) {
    seat(event.seat).limit = limit.paid_sends;
}

// --- another person (RULES section 4, reassign) ---

void Reconciler::Impl::on(const Event& event, const PostingCause& cause, const Event::Reassign& reassign) {
    const SeatId from = event.seat;
    const SeatId to = reassign.to;
    if (!can_take_over(to, from)) {
        account(account_of(from), cause.at, step_of_now()).note(cause, Posting::Kind::outside);
        return;
    }
    for_each_account([&](Account& any) { any.rename_sender(from, to); });
    fold_.outboxes[to] = std::exchange(fold_.outboxes[from], Outbox{});
    fold_.outboxes[to].rename(to);
    hand_over_account(from, to, cause);

    Seat& giver = seat(from);
    Seat& taker = seat(to);
    taker.pool = giver.pool;
    taker.member_since = is_none(giver.pool) ? Instant{} : cause.at;
    taker.limit = giver.limit;
    taker.team = std::exchange(giver.team, {});
    taker.take_names({}, reassign.name);
    taker.take_licence();
    giver.handed_over = Handover{to, cause.at};
    giver.leave_pool();
    giver.limit.reset();
    if (!is_none(taker.pool)) account(AccountId::of(taker.pool), cause.at, step_of_now()).note_reassigned(cause, to);
}

bool Reconciler::Impl::can_take_over(SeatId to, SeatId from) const {
    const Seat* taker = find_seat(to);
    if (to == from || (taker != nullptr && taker->had_licence)) return false;
    const Account* own = find(AccountId::of(from));
    const Seat* giver = find_seat(from);
    return (own != nullptr && own->active()) || (giver != nullptr && !is_none(giver->pool));
}

void Reconciler::Impl::hand_over_account(SeatId from, SeatId to, const PostingCause& cause) {
    if (existing(AccountId::of(from), cause.at, step_of_now()) == nullptr) return;
    const Account* before = find(AccountId::of(to));
    const Totals counted = before == nullptr ? Totals{} : before->state(cause.at).totals;
    seat_accounts_[to] = std::exchange(seat_accounts_[from], nullptr);
    seat_accounts_[to]->hand_over(cause, to, counted);
}

// --- messages and answers ---

void Reconciler::Impl::on(const Event& event, const PostingCause& cause, const Event::Send& send) {
    Account* account = active_account_of(event, cause);
    if (account == nullptr) return;
    if (send.channel != Channel::inmail) return account->send_free(cause, send);
    const bool repeat = fold_.outboxes[event.seat].latest(send.prospect, [&](const OpenMessage& m) {
        return m.open_at(OpenMessage::State::pending, cause.at);
    }) != Outbox::none;
    account->send(cause, send, seat(event.seat).limit, repeat);
}

void Reconciler::Impl::on(const Event& event, const PostingCause& cause, const Event::Reply& reply) {
    const auto is_free = [&](const OpenMessage& m) { return m.open_at(OpenMessage::State::free, cause.at); };
    if (reply.channel && is_answered_by_itself(*reply.channel)) {
        const auto by_channel = [&](const OpenMessage& m) { return is_free(m) && m.channel == *reply.channel; };
        if (!answer_without_refund(event.seat, cause, reply.prospect, by_channel)) unmatched(event, cause);
        return;
    }
    if (refund(event, cause, reply.prospect, reply.thread, true)) return;
    const auto costs_nothing = [&](const OpenMessage& m) {
        return is_free(m) || m.open_at(OpenMessage::State::dropped, cause.at);
    };
    if (!answer_without_refund(event.seat, cause, reply.prospect, costs_nothing)) unmatched(event, cause);
}

template <class Predicate>
bool Reconciler::Impl::answer_without_refund(SeatId seat, const PostingCause& cause, ProspectId prospect, Predicate&& wanted) {
    Outbox& outbox = fold_.outboxes[seat];
    const Outbox::Number number = outbox.latest(prospect, wanted);
    if (number == Outbox::none) return false;
    OpenMessage& answered = outbox[number];
    account(answered.account(), cause.at, FoldStep::reply).reply_without_refund(cause, answered);
    return true;
}

void Reconciler::Impl::on(const Event& event, const PostingCause& cause, const Event::Bounce& bounce) {
    if (!refund(event, cause, bounce.prospect, bounce.thread, false)) unmatched(event, cause);
}

bool Reconciler::Impl::refund(const Event& event, const PostingCause& cause, ProspectId prospect, const std::string& thread,
                              bool is_reply) {
    const auto pending = [&](const OpenMessage& m) { return m.open_at(OpenMessage::State::pending, cause.at); };
    Outbox& outbox = fold_.outboxes[event.seat];
    Outbox::Number number = Outbox::none;
    if (!thread.empty()) {
        number = outbox.latest(prospect, [&](const OpenMessage& m) { return pending(m) && m.thread.view() == thread; });
    }
    if (number == Outbox::none) number = outbox.latest(prospect, pending);
    if (number == Outbox::none) return false;
    OpenMessage& answered = outbox[number];
    Account& paid = account(answered.account(), cause.at, FoldStep::reply);
    paid.refund(cause, answered, is_reply);
    if (is_reply && paid.refunds_latest_alone(cause.at)) lapse_earlier(event.seat, number, cause);
    return true;
}

void Reconciler::Impl::lapse_earlier(SeatId seat, Outbox::Number number, const PostingCause& cause) {
    Outbox& outbox = fold_.outboxes[seat];
    const auto pending = [&](const OpenMessage& m) { return m.open_at(OpenMessage::State::pending, cause.at); };
    while ((number = outbox.latest_before(number, pending)) != Outbox::none) {
        OpenMessage& earlier = outbox[number];
        account(earlier.account(), cause.at, FoldStep::reply).lapse(cause, earlier);
    }
}

void Reconciler::Impl::unmatched(const Event& event, const PostingCause& cause) {
    if (Account* account = active_account_of(event, cause)) account->note(cause, Posting::Kind::unmatched);
}

// --- credits that come and go otherwise ---

void Reconciler::Impl::on(const Event& event, const PostingCause& cause, const Event::Purchase& purchase) {
    if (Account* account = active_account_of(event, cause)) account->purchase(cause, purchase.amount);
}
void Reconciler::Impl::on(const Event& event, const PostingCause& cause, const Event::Adjust& adjust) {
    if (Account* account = active_account_of(event, cause)) account->adjust(cause, adjust.amount);
}
void Reconciler::Impl::on(const Event& event, const PostingCause& cause, const Event::Observe& observe) {
    if (Account* account = active_account_of(event, cause)) account->observe(cause, observe.shown);
}
/// A close names its account, whatever pool the seat is in now (RULES section 4, rollover).
void Reconciler::Impl::on(const Event& event, const PostingCause& cause, const Event::Rollover& rollover) {
    const AccountId id = is_none(event.seat) ? AccountId::of(event.pool) : AccountId::of(event.seat);
    account(id, cause.at, FoldStep::observe).close(cause, rollover.figures);
}
void Reconciler::Impl::on(const Event&, const PostingCause&, const Event::Void&) {
    throw Defect("voids are settled before the fold");
}

// --- which account an event concerns ---

Account* Reconciler::Impl::active_account_of(const Event& event, const PostingCause& cause) {
    const AccountId id = is_none(event.seat) ? AccountId::of(event.pool) : account_of(event.seat);
    Account& found = account(id, cause.at, step_of_now());
    if (found.active()) return &found;
    found.note(cause, Posting::Kind::outside);
    return nullptr;
}

}  // namespace inmail
