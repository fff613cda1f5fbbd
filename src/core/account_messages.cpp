// What an account sends, and what comes back (RULES section 4, send, window, reply, bounce).

#include <algorithm>
#include <tuple>
#include <utility>

#include "account.hpp"
#include "inmail/core/errors.hpp"

namespace inmail {
namespace {

/// While the message is still what it was sent as.
Posting::MessageRef reference_to(const Message& message) {
    const bool paid = message.state == Message::State::pending || message.state == Message::State::dropped;
    return {message.event, message.sent_at, paid};
}

/// RULES section 4, window.
Instant window_end(Instant sent_at, const Terms& terms) {
    switch (terms.window_rule) {
        case WindowRule::elapsed: return sent_at + days(terms.refund_window_days);
        case WindowRule::calendar_day: return end_of(day_of(sent_at) + terms.refund_window_days);
    }
    throw Defect("a window rule is elapsed or calendar-day");
}

}  // namespace

void Account::open_window(const Cause& cause, const Event::Send& send, Message message) {
    message.seat = cause.seat;
    message.prospect = send.prospect;
    message.account = id_;
    message.event = cause.event;
    message.sent_at = cause.at;
    message.until = window_end(cause.at, terms(cause.at));
    message.thread = send.thread;
    watch(std::move(message));
}

void Account::watch(Message message) {
    const Instant until = message.until;
    windows_.push_back({until, fold_->outbox.add(std::move(message))});
    std::push_heap(windows_.begin(), windows_.end(), [](const Window& a, const Window& b) { return a.until > b.until; });
}

void Account::send(const Cause& cause, const Event::Send& send, std::optional<Credits> limit, bool repeat) {
    Posting sent;
    sent.kind = Posting::Kind::sent;
    sent.until = window_end(cause.at, terms(cause.at));
    post(sent, cause);
    if (repeat) post(Posting::Kind::repeat, cause, Credits{1});
    if (id_.is_pool()) {
        const std::int64_t nth = ++sends_since_refresh_[cause.seat];
        if (limit && nth > limit->value) post(Posting::Kind::over_limit, cause, Credits{1});
    }
    Message message;
    message.state = Message::State::pending;
    message.funded = available_ > no_credits;
    if (message.funded) {
        const Lot spent = draw(Credits{1});
        message.credit_expires = spent.expires_at;
        post(Posting::Kind::consumed, cause, Credits{1}, spent);
    } else {
        post(Posting::Kind::unfunded, cause, Credits{1});
    }
    ++pending_;
    open_window(cause, send, std::move(message));
}

void Account::send_free(const Cause& cause, const Event::Send& send) {
    Message message;
    message.state = Message::State::free;
    post(Posting::Kind::sent_free, cause, Credits{1});
    open_window(cause, send, std::move(message));
}

void Account::refund(const Cause& cause, Outbox::Slot slot, bool is_reply) {
    Message& message = fold_->outbox[slot];
    ensure(message.account == id_ && message.state == Message::State::pending, "a refund is of a pending InMail of the account");
    const Posting::MessageRef answered = reference_to(message);
    message.state = Message::State::answered;
    --pending_;

    Posting answer;
    answer.kind = is_reply ? Posting::Kind::replied : Posting::Kind::bounced;
    answer.message = answered;
    post(answer, cause);

    const Terms& now = terms(cause.at);
    const bool keeps_expiry = now.refund_expiry == RefundExpiry::original && message.funded;
    const LotId lot{LotSource::refund, cause.at, keeps_expiry ? message.credit_expires : expiry(cause.at, now.expiry_days)};
    put(lot, Credits{1});
    Posting refunded;
    refunded.kind = Posting::Kind::refunded;
    refunded.lot = lot;
    refunded.message = answered;
    post(refunded, cause);
    if (lot.expires_at && *lot.expires_at <= cause.at) expire_first(cause.at);
}

void Account::reply_without_refund(const Cause& cause, Outbox::Slot slot) {
    Message& message = fold_->outbox[slot];
    ensure(message.account == id_, "a reply counts in the account that the message was sent from");
    Posting answer;
    answer.kind = Posting::Kind::replied;
    answer.message = reference_to(message);
    message.state = Message::State::answered;
    post(answer, cause);
}

void Account::end_first_window(Instant t) {
    std::pop_heap(windows_.begin(), windows_.end(), [](const Window& a, const Window& b) { return a.until > b.until; });
    const Outbox::Slot slot = windows_.back().slot;
    windows_.pop_back();
    const Message& message = fold_->outbox[slot];
    if (message.state == Message::State::pending) {
        --pending_;
        Posting lapse;
        lapse.kind = Posting::Kind::lapsed;
        lapse.message = reference_to(message);
        post(lapse, {t, {}, message.seat});
    }
    fold_->outbox.erase(slot);
}

void Account::drop_pending(const Cause& cause) {
    for (const Window& window : windows_) {
        Message& message = fold_->outbox[window.slot];
        if (message.state != Message::State::pending) continue;
        Posting drop;
        drop.kind = Posting::Kind::dropped;
        drop.message = reference_to(message);
        message.state = Message::State::dropped;
        post(drop, {cause.at, cause.event, message.seat});
    }
    pending_ = 0;
}

std::vector<PendingMail> Account::pending() const {
    std::vector<PendingMail> mails;
    for (const Window& window : windows_) {
        const Message& m = fold_->outbox[window.slot];
        if (m.state == Message::State::pending) mails.push_back({id_, m.seat, m.prospect, m.event, m.sent_at, m.until});
    }
    std::sort(mails.begin(), mails.end(), [](const PendingMail& a, const PendingMail& b) {
        return std::tie(a.refundable_until, a.sent_at, a.event) < std::tie(b.refundable_until, b.sent_at, b.event);
    });
    return mails;
}

}  // namespace inmail
