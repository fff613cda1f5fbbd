#include "record/outcome_observer.hpp"

#include <algorithm>
#include <iterator>

#include "fold/timeline.hpp"

namespace inmail::app {

const Terms* OutcomeObserver::terms_at(const Posting& posting) const {
    const auto account = fold_run_->reconciler().account(posting.account);
    return account ? account->terms : nullptr;
}

std::optional<OutcomeObserver::Grant> OutcomeObserver::grant_after(AccountId account, Instant t) const {
    for (const Grant& grant : grants_.of(account)) {
        if (grant.at > t) return grant;
    }
    return std::nullopt;
}

std::optional<OutcomeObserver::Beginning> OutcomeObserver::beginning_after(AccountId subject, Instant t) const {
    for (const Beginning& beginning : beginnings_.of(subject)) {
        if (beginning.at > t) return beginning;
    }
    return std::nullopt;
}

bool OutcomeObserver::has_refreshed(AccountId account, Instant t) const {
    const auto grants = grants_.of(account);
    return std::any_of(grants.begin(), grants.end(), [t](const Grant& grant) { return grant.at == t && grant.by_calendar; });
}

OutcomeObserver::PaidSends OutcomeObserver::paid_sends(AccountId account) const {
    PaidSends sends;
    for (const auto& [id, outcome] : outcomes_) {
        if (!outcome.refundable_until || outcome.account != account) continue;
        ++sends.asked;
        const auto& anomalies = outcome.anomalies;
        sends.unfunded += std::count(anomalies.begin(), anomalies.end(), Posting::Kind::unfunded);
        sends.over_limit += std::count(anomalies.begin(), anomalies.end(), Posting::Kind::over_limit);
    }
    return sends;
}

void OutcomeObserver::follow_shortage(const Posting& p) {
    if (funded_at_ != p.at) funded_now_.clear();
    funded_at_ = p.at;
    const bool is_new = watches(p.cause);
    if (is_new && p.kind == Posting::Kind::consumed) funded_now_.emplace_back(p.account, p.cause);
    if (is_new || p.kind != Posting::Kind::unfunded) return;
    for (Credits missing = p.amount; missing > no_credits; missing -= Credits{1}) {
        const auto send =
            std::find_if(funded_now_.rbegin(), funded_now_.rend(), [&](const auto& funded) { return funded.first == p.account; });
        if (send == funded_now_.rend()) return;
        outcomes_.at(send->second).anomalies.push_back(Posting::Kind::unfunded);
        funded_now_.erase(std::next(send).base());
    }
}

void OutcomeObserver::on(const Posting& p) {
    using Kind = Posting::Kind;
    follow_shortage(p);
    uncounted_.on(p);
    grants_.follow(p);
    beginnings_.follow(p);
    handovers_.on(p);
    if (p.kind == Kind::refreshed) grants_[p.account].push_back({p.at, p.refresh->granted, p.refresh->k > 0 && !p.refresh->join});
    follow(outcomes_, p, [](auto& outcome) -> std::optional<AccountId>& { return outcome.second.account_now; });
    const auto watched = outcomes_.find(p.cause);
    known_balances_.on(p, watched != outcomes_.end());
    if (watched == outcomes_.end()) {
        if (p.kind == Kind::outside) others_outside_.push_back(p.cause);
        if (p.kind == Kind::stint_started) beginnings_[p.account].push_back({p.at, p.cause});
        if (p.kind == Kind::joined) beginnings_[AccountId::of(p.seat)].push_back({p.at, p.cause});
        return;
    }
    EventOutcome& f = watched->second;
    // A change of plan may first touch the account that it leaves: the last one counts.
    f.account = f.account_now = p.account;
    f.change += change_of(p);
    if (is_anomaly(p.kind)) f.anomalies.push_back(p.kind);
    switch (p.kind) {
        case Kind::refunded:
            f.refunded = true;
            break;
        case Kind::sent:
            f.refundable_until = p.until;
            f.free_channels = terms_at(p)->free_channels;
            break;
        case Kind::sent_free:
            f.free_channels = terms_at(p)->free_channels;
            break;
        case Kind::replied:
        case Kind::bounced:
            f.answered = p.message.event;
            break;
        case Kind::repeat: {
            const Terms* terms = terms_at(p);
            f.repeat_is_refused = terms != nullptr && terms->repeat == RepeatRule::refuse;
            break;
        }
        case Kind::stint_started: {
            const Terms* terms = terms_at(p);
            f.rulebook_lacks_plan = p.other_rulebook;
            f.permits_no_pool = p.account.is_pool() && terms != nullptr && !terms->pooled;
            f.ended_account = p.account;
            f.ended_plan = p.ended_plan;
            break;
        }
        case Kind::cancelled:
            f.ended_account = p.account;
            f.ended_plan = fold_run_->reconciler().account(p.account)->plan;
            f.after_refresh = has_refreshed(p.account, p.at);
            break;
        case Kind::left:
            f.left_pool = p.account.pool();
            break;
        case Kind::zeroed:
            f.zeroed += p.amount;
            break;
        case Kind::dropped:
            ++f.dropped;
            break;
        case Kind::observed:
            f.observed_with = p.held;
            break;
        case Kind::outside:
            f.outside_while_active = terms_at(p) != nullptr;
            if (!is_none(p.seat)) f.handed_over = fold_run_->reconciler().seat(p.seat).handed_over;
            break;
        default:
            break;
    }
}

}  // namespace inmail::app
