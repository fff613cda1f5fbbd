#include "message_log.hpp"

#include <algorithm>

namespace inmail::app {

using Kind = Posting::Kind;

void MessageLog::on(const Posting& p) {
    if (p.kind == Kind::sent || p.kind == Kind::sent_free || p.kind == Kind::consumed) {
        if (!sent_.holds(p.at)) return;
        Message& message = messages_[p.cause];
        message.account = p.account;
        message.seat = p.seat;
        message.sent_at = p.at;
        if (p.kind == Kind::consumed) message.spent = true;
        if (p.kind == Kind::sent) message.paid = message.pending = true;
        return;
    }
    const auto found = is_none(p.message.event) ? messages_.end() : messages_.find(p.message.event);
    if (found == messages_.end()) return;
    Message& message = found->second;
    message.pending = false;
    if (p.kind == Kind::replied) message.answered_at = p.at;
    if (p.kind == Kind::refunded) message.spent = false;
}

Credits MessageLog::spent_by(AccountId account) const {
    const auto is_spent = [account](const auto& entry) { return entry.second.spent && entry.second.account == account; };
    return Credits{std::count_if(messages_.begin(), messages_.end(), is_spent)};
}

}  // namespace inmail::app
