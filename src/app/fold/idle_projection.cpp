#include "fold/idle_projection.hpp"

#include <algorithm>
#include <tuple>

#include "fold/fold_run.hpp"

namespace inmail::app {

IdleProjection::IdleProjection(const FoldRun& fold_run, const Listed& accounts, Instant until, const std::vector<Event>& answers)
    : until_(until) {
    Instant end = std::max(fold_run.query().as_of, until);
    for (const auto& [name, state] : accounts) {
        ahead_[state.account].next_refresh_at = state.next_refresh;
        end = std::max(end, state.next_refresh.value_or(end));
    }
    Reconciler future = fold_run.reconciler().fork(this);
    std::vector<const Event*> in_order;
    for (const Event& answer : answers) in_order.push_back(&answer);
    future.apply(in_order);
    future.advance_to(end);
}

void IdleProjection::on(const Posting& p) {
    const auto found = ahead_.find(p.account);
    if (found == ahead_.end()) return;
    Ahead& ahead = found->second;
    switch (p.kind) {
        case Posting::Kind::refreshed:
            if (p.at == ahead.next_refresh_at) ahead.next_refresh = *p.refresh;
            return;
        case Posting::Kind::expired:
        case Posting::Kind::trimmed:
            if (p.at <= until_) ahead.losses.push_back({p.kind, p.at, p.amount, p.lot});
            return;
        case Posting::Kind::withheld:
            if (p.at <= until_) ahead.losses.push_back({p.kind, p.at, p.amount, {}});
            return;
        default:
            return;
    }
}

std::optional<Posting::Refresh> IdleProjection::next_refresh(AccountId account) const {
    const auto found = ahead_.find(account);
    return found == ahead_.end() ? std::nullopt : found->second.next_refresh;
}

std::optional<Credits> IdleProjection::next_forfeit(AccountId account) const {
    const auto refresh = next_refresh(account);
    return refresh ? std::optional{refresh->forfeited} : std::nullopt;
}

const std::vector<ComingLoss>& IdleProjection::losses(AccountId account) const {
    static const std::vector<ComingLoss> none;
    const auto found = ahead_.find(account);
    return found == ahead_.end() ? none : found->second.losses;
}

std::vector<Event> answers_to_latest(const FoldRun& fold_run, AccountId account, std::int64_t n) {
    auto pending = fold_run.reconciler().pending(account);
    std::sort(pending.begin(), pending.end(), [](const PendingMail& a, const PendingMail& b) {
        return std::tie(b.sent_at, b.event) < std::tie(a.sent_at, a.event);
    });
    pending.resize(std::min(pending.size(), static_cast<std::size_t>(n)));
    std::vector<Event> answers;
    for (const PendingMail& mail : pending) {
        Event answer;
        answer.at = fold_run.query().as_of;
        answer.seat = mail.seat;
        answer.payload = Event::Reply{mail.prospect, {}, {}};
        answers.push_back(std::move(answer));
    }
    return answers;
}

}  // namespace inmail::app
