#include "judge.hpp"

namespace inmail::app {

void Judge::on(const Posting& p) {
    using Kind = Posting::Kind;
    if (expected_ && p.kind == Kind::refreshed && p.account == expected_->first && p.at > expected_->second && !next_grant_) {
        next_grant_ = NextGrant{p.at, p.refresh->granted};
    }
    const auto watched = findings_.find(p.cause);
    if (watched == findings_.end()) return;
    Finding& f = watched->second;
    // A change of plan may first touch the account that it leaves: the last one counts.
    f.account = p.account;
    switch (p.kind) {
        case Kind::granted:
        case Kind::purchased:
        case Kind::adjusted_up: f.change += p.amount; break;
        case Kind::refunded:
            f.change += p.amount;
            f.refunded = true;
            break;
        case Kind::zeroed:
        case Kind::adjusted_down:
        case Kind::consumed: f.change -= p.amount; break;
        case Kind::sent: f.refundable_until = p.until; break;
        case Kind::replied:
        case Kind::bounced: f.answered = p.answers; break;
        case Kind::repeat: {
            const auto account = books_->reconciler().account(p.account);
            f.repeat_is_refused = account && account->terms != nullptr && account->terms->repeat == RepeatRule::refuse;
            f.anomalies.push_back(p.kind);
            break;
        }
        case Kind::observed: f.observed_with = p.held; break;
        case Kind::unfunded:
        case Kind::unmatched:
        case Kind::over_limit:
        case Kind::outside:
        case Kind::not_purchasable: f.anomalies.push_back(p.kind); break;
        default: break;
    }
}

}  // namespace inmail::app
