// What an account sends, and what is answered (RULES section 4: send, window, reply, bounce).

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "account.hpp"
#include "inmail/core/errors.hpp"

namespace inmail {
namespace {

/// Only the state says what was paid for, so call it before the message changes its state.
Posting::MessageRef reference_to(const OpenMessage& message) {
    const bool paid = message.state == OpenMessage::State::pending || message.state == OpenMessage::State::dropped;
    return {message.event, message.sent_at, paid, message.funded, message.channel};
}

/// RULES section 4, window.
Instant window_end(Instant sent_at, const Terms& terms) {
    switch (terms.window_rule) {
        case WindowRule::elapsed:
            return sent_at + days(terms.refund_window_days);
        case WindowRule::calendar_day:
            return end_of(day_of(sent_at) + terms.refund_window_days);
    }
    throw Defect("a window rule is elapsed or calendar-day");
}

}  // namespace

void Account::open_window(const PostingCause& cause, const Event::Send& send, OpenMessage message) {
    message.seat = cause.seat;
    message.prospect = send.prospect;
    message.pool = id_.pool();
    message.event = cause.event;
    message.sent_at = cause.at;
    message.until = window_end(cause.at, terms(cause.at));
    message.thread = ThreadId(send.thread);
    message.channel = send.channel;
    watch(std::move(message));
}

void Account::watch(OpenMessage message) {
    const Instant until = message.until;
    const SeatId seat = message.seat;
    const Outbox::Number number = fold_->outboxes[seat].add(std::move(message));
    // Windows end in the order in which they began, unless terms changed between.
    auto place = windows_.end();
    while (place != windows_.begin() && std::prev(place)->until > until) --place;
    windows_.insert(place, {until, seat, number});
}

void Account::send(const PostingCause& cause, const Event::Send& send, std::optional<Credits> limit, bool repeat) {
    Posting sent;
    sent.kind = Posting::Kind::sent;
    sent.until = window_end(cause.at, terms(cause.at));
    post(sent, cause);
    if (repeat) post(Posting::Kind::repeat, cause, Credits{1});
    if (id_.is_pool()) {
        const std::int64_t nth = ++sends_since_refresh_[cause.seat];
        if (limit && nth > limit->value) post(Posting::Kind::over_limit, cause, Credits{1});
    }
    OpenMessage message;
    message.state = OpenMessage::State::pending;
    message.funded = available_ > no_credits;
    if (message.funded) {
        const Lot spent = draw(Credits{1});
        message.credit_expires = spent.expires_at.value_or(OpenMessage::never);
        post(Posting::Kind::consumed, cause, Credits{1}, spent);
    } else {
        post(Posting::Kind::unfunded, cause, Credits{1});
    }
    ++pending_;
    open_window(cause, send, std::move(message));
}

void Account::send_free(const PostingCause& cause, const Event::Send& send) {
    OpenMessage message;
    message.state = OpenMessage::State::free;
    Posting sent;
    sent.kind = Posting::Kind::sent_free;
    sent.channel = send.channel;
    post(sent, cause);
    open_window(cause, send, std::move(message));
}

void Account::refund(const PostingCause& cause, OpenMessage& message, bool is_reply) {
    ensure(message.account() == id_ && message.state == OpenMessage::State::pending,
           "a refund is of a pending InMail of the account");
    const Posting::MessageRef answered = reference_to(message);
    message.state = OpenMessage::State::ended;
    --pending_;

    Posting answer;
    answer.kind = is_reply ? Posting::Kind::replied : Posting::Kind::bounced;
    answer.message = answered;
    post(answer, cause);

    const Terms& now = terms(cause.at);
    const bool keeps_expiry = now.refund_expiry == RefundExpiry::original && message.funded;
    LotId lot{LotSource::refund, cause.at, expiry(cause.at, now.expiry_days)};
    if (keeps_expiry)
        lot.expires_at = message.credit_expires == OpenMessage::never ? std::nullopt : std::optional{message.credit_expires};
    put(lot, Credits{1});
    Posting refunded;
    refunded.kind = Posting::Kind::refunded;
    refunded.lot = lot;
    refunded.message = answered;
    post(refunded, cause);
    if (lot.expires_at && *lot.expires_at <= cause.at) expire_first(cause.at);
}

void Account::reply_without_refund(const PostingCause& cause, OpenMessage& message) {
    ensure(message.account() == id_, "a reply counts in the account that the message was sent from");
    Posting answer;
    answer.kind = Posting::Kind::replied;
    answer.message = reference_to(message);
    message.state = OpenMessage::State::ended;
    post(answer, cause);
}

void Account::lapse(const PostingCause& cause, OpenMessage& message) {
    Posting lapsed;
    lapsed.kind = Posting::Kind::lapsed;
    lapsed.message = reference_to(message);
    message.state = OpenMessage::State::ended;
    --pending_;
    post(lapsed, cause);
}

void Account::end_first_window(Instant t) {
    const Window window = windows_.front();
    windows_.pop_front();
    OpenMessage& message = message_of(window);
    if (message.state == OpenMessage::State::pending) lapse({t, {}, message.seat}, message);
    fold_->outboxes[window.seat].erase(window.number);
}

void Account::drop_pending(const PostingCause& cause) {
    for (const Window& window : windows_) {
        OpenMessage& message = message_of(window);
        if (message.state != OpenMessage::State::pending) continue;
        Posting drop;
        drop.kind = Posting::Kind::dropped;
        drop.message = reference_to(message);
        message.state = OpenMessage::State::dropped;
        post(drop, {cause.at, cause.event, message.seat});
    }
    pending_ = 0;
}

std::vector<PendingMail> Account::pending() const {
    std::vector<PendingMail> mails;
    for (const Window& window : windows_) {
        const OpenMessage& m = message_of(window);
        if (m.state == OpenMessage::State::pending) mails.push_back({id_, m.seat, m.prospect, m.event, m.sent_at, m.until});
    }
    std::sort(mails.begin(), mails.end(), [](const PendingMail& a, const PendingMail& b) {
        return std::tie(a.refundable_until, a.sent_at, a.event) < std::tie(b.refundable_until, b.sent_at, b.event);
    });
    return mails;
}

}  // namespace inmail
