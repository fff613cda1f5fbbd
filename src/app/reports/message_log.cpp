#include "reports/message_log.hpp"

#include <algorithm>
#include <variant>

#include "fold/by_account.hpp"
#include "inmail/core/terms.hpp"

namespace inmail::app {
namespace {

using Kind = Posting::Kind;

Instant window_end(const Posting& sent) {
    if (sent.until) return *sent.until;
    return sent.terms == nullptr ? last_instant : sent.at + days(sent.terms->refund_window_days + 1);
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
    SentMessage* message = messages == nullptr ? nullptr : find(*messages, p.kind == Kind::consumed ? p.cause : p.message.event);
    if (message == nullptr) return;
    if (p.kind == Kind::consumed) {
        message->funded = message->spent = true;
        return;
    }
    message->pending = false;
    if (p.kind == Kind::refunded) message->spent = false;
    if (p.kind != Kind::replied) return;
    message->answered_at = p.at;
    if (const auto* reply = std::get_if<Event::Reply>(&p.event->payload)) message->outcome = reply->outcome;
}

void MessageLog::add(const Posting& p) {
    Messages& messages = open_[p.seat];
    hand_on(p.at, messages);
    SentMessage& message = messages.emplace_back();
    message.event = p.cause;
    message.account = p.account;
    message.seat = p.seat;
    message.channel = p.kind == Kind::sent ? Channel::inmail : p.channel;
    message.paid = message.pending = p.kind == Kind::sent;
    message.sent_at = p.at;
    message.until = window_end(p);
    message.terms = p.terms;
    message.price = p.price;
    const auto& send = std::get<Event::Send>(p.event->payload);
    message.campaign = campaigns_.number_of(send.campaign);
    message.chars = send.chars;
}

void MessageLog::rename(const Posting& reassigned) {
    if (const auto former = former_handle_of(reassigned)) {
        open_.for_each([&](SeatId, Messages& messages) {
            for (SentMessage& message : messages) {
                if (message.account == *former) message.account = reassigned.account;
            }
        });
    }
    Messages moved = std::exchange(open_[reassigned.seat], {});
    Messages& messages = open_[reassigned.to];
    for (SentMessage& message : moved) {
        message.seat = reassigned.to;
        messages.push_back(std::move(message));
    }
}

void MessageLog::hand_on(Instant t, Messages& messages) {
    for (; !messages.empty() && messages.front().until < t; messages.pop_front()) {
        messages.front().pending = false;
        take_(messages.front());
    }
}

MessageLog::SentMessage* MessageLog::find(Messages& messages, EventId event) {
    // What is answered was mostly sent lately.
    const auto found =
        std::find_if(messages.rbegin(), messages.rend(), [event](const SentMessage& m) { return m.event == event; });
    return found == messages.rend() ? nullptr : &*found;
}

void MessageLog::finish(Instant as_of) {
    open_.for_each([&](SeatId, Messages& messages) {
        for (SentMessage& message : messages) {
            message.pending = message.pending && message.until >= as_of;
            take_(message);
        }
        messages.clear();
    });
}

}  // namespace inmail::app
