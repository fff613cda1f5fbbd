#include "reports/message_log.hpp"

#include <algorithm>
#include <variant>

#include "inmail/core/terms.hpp"

namespace inmail::app {
namespace {

using Kind = Posting::Kind;

Instant window_end(const Posting& sent) {
    if (sent.until) return *sent.until;
    return sent.terms == nullptr ? last_instant : sent.at + days(sent.terms->refund_window_days + 1);
}

LengthClass length_class(const std::optional<std::int64_t>& chars) {
    constexpr std::int64_t short_text = 400;
    constexpr std::int64_t long_text = 800;
    if (!chars) return LengthClass::unknown;
    if (*chars < short_text) return LengthClass::under_400;
    return *chars <= long_text ? LengthClass::up_to_800 : LengthClass::over_800;
}

}  // namespace

void MessageLog::on(const Posting& p) {
    if (p.kind == Kind::reassigned) return rename(p);
    if (p.kind == Kind::sent || p.kind == Kind::sent_free) {
        if (sent_.holds(p.at)) add(p);
        return;
    }
    if (p.kind != Kind::consumed && !sent_.holds(p.message.sent_at)) return;
    if (p.kind == Kind::lapsed && p.event == nullptr) return;  // its window tells
    Messages* messages = open_.find(p.seat);
    if (messages == nullptr) return;
    const bool is_sent_now = p.kind == Kind::consumed;
    Message* message = is_sent_now ? find(*messages, p.cause, p.at) : find(*messages, p.message.event, p.message.sent_at);
    if (message == nullptr) return;
    if (is_sent_now) {
        message->funded = message->spent = true;
        return;
    }
    message->pending = false;
    if (p.kind == Kind::refunded) message->spent = false;
    if (p.kind != Kind::replied) return;
    message->is_answered = true;
    message->answered_at = p.at;
    if (const auto* reply = std::get_if<Event::Reply>(&p.event->payload))
        message->is_accepted = reply->outcome == Outcome::accepted;
}

void MessageLog::add(const Posting& p) {
    Messages& messages = open_[p.seat];
    hand_on(p.at, p.seat, messages);
    Message& message = messages.emplace_back();
    message.event = p.cause;
    message.pool = p.account.pool();
    message.channel = p.kind == Kind::sent ? Channel::inmail : p.channel;
    message.paid = message.pending = p.kind == Kind::sent;
    message.sent_at = p.at;
    message.until = window_end(p);
    message.pricing = pricings_.number_of(p.terms, p.price);
    const auto& send = std::get<Event::Send>(p.event->payload);
    message.campaign = campaigns_.number_of(send.campaign);
    message.length = length_class(send.chars);
}

void MessageLog::rename(const Posting& reassigned) {
    Messages moved = std::exchange(open_[reassigned.seat], {});
    Messages& messages = open_[reassigned.to];
    messages.insert(messages.end(), moved.begin(), moved.end());
}

void MessageLog::hand_on(Instant t, SeatId seat, Messages& messages) {
    for (; !messages.empty() && messages.front().until < t; messages.pop_front()) {
        messages.front().pending = false;
        take_(seat, messages.front());
    }
}

MessageLog::Message* MessageLog::find(Messages& messages, EventId event, Instant sent_at) {
    // Credits are consumed by the last message.
    if (!messages.empty() && messages.back().event == event) return &messages.back();
    auto found = std::lower_bound(messages.begin(), messages.end(), sent_at,
                                  [](const Message& message, Instant t) { return message.sent_at < t; });
    while (found != messages.end() && found->sent_at == sent_at && found->event != event) ++found;
    return found != messages.end() && found->event == event ? &*found : nullptr;
}

void MessageLog::finish(Instant as_of) {
    open_.for_each([&](SeatId seat, Messages& messages) {
        for (Message& message : messages) {
            message.pending = message.pending && message.until >= as_of;
            take_(seat, message);
        }
        messages = {};
    });
}

}  // namespace inmail::app
