#include "reports/message_log.hpp"

#include "fold/by_account.hpp"

namespace inmail::app {

using Kind = Posting::Kind;

void MessageLog::on(const Posting& p) {
    follow(messages_, p, [](auto& message) -> AccountId& { return message.second.account; });
    if (p.kind == Kind::reassigned) {
        for (auto& [event, message] : messages_) {
            if (message.seat == p.seat) message.seat = p.to;
        }
    }
    if (p.kind == Kind::sent || p.kind == Kind::sent_free || p.kind == Kind::consumed) {
        if (!sent_.holds(p.at)) return;
        SentMessage& message = messages_[p.cause];
        message.account = p.account;
        message.seat = p.seat;
        message.sent_at = p.at;
        message.terms = p.terms;
        message.price = p.price;
        if (p.kind == Kind::consumed) message.funded = message.spent = true;
        if (p.kind == Kind::sent) message.paid = message.pending = true;
        return;
    }
    const auto found = is_none(p.message.event) ? messages_.end() : messages_.find(p.message.event);
    if (found == messages_.end()) return;
    SentMessage& message = found->second;
    message.pending = false;
    if (p.kind == Kind::replied) {
        message.answered_at = p.at;
        message.answered_by = p.cause;
    }
    if (p.kind == Kind::refunded) message.spent = false;
}

}  // namespace inmail::app
