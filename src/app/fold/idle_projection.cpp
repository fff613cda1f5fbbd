#include "fold/idle_projection.hpp"

#include <algorithm>
#include <tuple>

#include "fold/fold_run.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {

IdleProjection::IdleProjection(const FoldRun& fold_run, Listed accounts, Instant until, std::vector<Event> imagined)
    : fold_run_(fold_run),
      accounts_(std::move(accounts)),
      until_(std::max(fold_run.query().as_of, until)),
      future_(fold_run.reconciler().fork(this)),
      events_(std::move(imagined)) {
    const auto& recorded = fold_run.plan_events_ahead();
    events_.insert(events_.end(), recorded.begin(), recorded.end());
    std::stable_sort(events_.begin(), events_.end(), fold_before);
    next_event_ = events_.begin();
    for (const auto& [name, state] : accounts_) {
        Ahead& ahead = at_handle(state.account);
        ahead.is_listed = true;
        ahead.held = state.available;
        ahead.active = state.active;
        ahead.plan = state.plan;
        ahead.rulebook = state.rulebook;
    }
    play_to(until_);
    while (const auto refresh = refresh_to_come()) play_to(*refresh);
    // Plans that end even later. Only their own accounts are folded that far.
    std::vector<const Event*> later;
    for (auto event = next_event_; event != events_.end(); ++event) later.push_back(&*event);
    future_.apply(later);
    settle();
}

void IdleProjection::play_to(Instant t) {
    std::vector<const Event*> due;
    for (; next_event_ != events_.end() && next_event_->at <= t; ++next_event_) due.push_back(&*next_event_);
    future_.apply(due);
    future_.advance_to(t);
}

std::optional<Instant> IdleProjection::refresh_to_come() const {
    std::optional<Instant> latest;
    for (const auto& [handle, ahead] : by_handle_) {
        if (!ahead.is_asked_about || !ahead.active || ahead.next_refresh || ahead.plan_end) continue;
        const auto state = future_.account(handle);
        ensure(state && state->next_refresh, "an active account has a next refresh");
        latest = std::max(latest, state->next_refresh);
    }
    return latest;
}

// --- what happens -------------------------------------------------------------------------------------------------------

IdleProjection::Ahead& IdleProjection::at_handle(AccountId handle) {
    const auto [found, is_new] = by_handle_.try_emplace(handle);
    if (is_new) {
        found->second.first_handle = handle;
        found->second.is_asked_about = fold_run_.asks_about(handle);
    }
    return found->second;
}

void IdleProjection::hand_over(AccountId from, AccountId to) {
    at_handle(from);
    auto account = by_handle_.extract(from);
    account.key() = to;
    // What the new handle had counted before belonged to no plan, so nothing follows from it.
    if (auto counted = by_handle_.extract(to); !counted.empty() && counted.mapped().is_listed) ahead_.insert(std::move(counted));
    by_handle_.insert(std::move(account));
}

void IdleProjection::on(const Posting& p) {
    if (const auto former = former_handle_of(p)) hand_over(*former, p.account);
    if (p.kind == Posting::Kind::left) leaves_pool_.emplace(p.seat, p.at);
    Ahead& ahead = at_handle(p.account);
    if (!ahead.is_asked_about) return;
    note_instant(ahead, p);
    switch (p.kind) {
        case Posting::Kind::refreshed:
            note_excess(ahead, p);
            // Refresh 0 and joins belong to events, not to the calendar.
            if (p.refresh->k == 0 || p.refresh->join) return;
            if (p.at <= until_) ahead.refreshes.push_back({p.at, p.refresh->granted});
            // A later plan's refresh is not this plan's next one.
            if (ahead.next_refresh || ahead.plan_end) return;
            ahead.next_refresh = *p.refresh;
            ahead.next_refresh_at = p.at;
            return;
        case Posting::Kind::granted:
            if (!ahead.next_grant) ahead.next_grant = p.at;
            return;
        case Posting::Kind::expired:
        case Posting::Kind::trimmed:
        case Posting::Kind::withheld:
        case Posting::Kind::zeroed:
            return lose(ahead, p);
        case Posting::Kind::stint_started:
            return start_stint(ahead, p);
        case Posting::Kind::cancelled:
            return end_plan(ahead, p);
        default:
            return;
    }
}

void IdleProjection::note_instant(Ahead& ahead, const Posting& p) {
    if (p.at != ahead.at) {
        ahead.at = p.at;
        ahead.held_before = ahead.held;
        ahead.lost_before += ahead.lost;
        ahead.lost = no_credits;
        ahead.beyond_saving = no_credits;
    }
    ahead.held = p.held;
}

void IdleProjection::lose(Ahead& ahead, const Posting& p) {
    const Credits saveable = std::clamp(ahead.held_before - ahead.lost, no_credits, p.amount);
    const Credits beyond_saving = p.amount - saveable;
    ahead.lost += p.amount;
    ahead.beyond_saving += beyond_saving;
    if (p.kind == Posting::Kind::zeroed) ahead.zeroed += p.amount;
    // A plan that ended earlier at this instant.
    if (ahead.plan_end && ahead.plan_end->at == p.at) {
        ahead.plan_end->lost = ahead.lost;
        ahead.plan_end->beyond_saving = ahead.beyond_saving;
    }
    if (p.at > until_) return;
    const auto lot = p.kind == Posting::Kind::withheld ? std::nullopt : std::optional{p.lot};
    ahead.losses.push_back({p.kind, p.at, p.amount, lot, ahead.plan, ahead.rulebook, p.price, beyond_saving});
}

void IdleProjection::note_excess(Ahead& ahead, const Posting& refreshed) {
    if (ahead.losses.empty()) return;
    ComingLoss& withheld = ahead.losses.back();
    if (withheld.kind != Posting::Kind::withheld || withheld.at != refreshed.at) return;
    withheld.above_cap = std::max(no_credits, refreshed.refresh->held - refreshed.refresh->cap);
}

void IdleProjection::end_plan(Ahead& ahead, const Posting& p) {
    const bool is_cancelled = kind_of(p.cause) == EventKind::cancel;
    const EventKind by = is_cancelled ? EventKind::cancel : EventKind::switch_plan;
    if (ahead.active && !ahead.plan_end)
        ahead.plan_end = PlanEnd{p.at, by, ahead.lost, ahead.beyond_saving, ahead.zeroed, ahead.lost_before};
    ahead.active = false;
    ahead.zeroed = no_credits;
}

void IdleProjection::start_stint(Ahead& ahead, const Posting& p) {
    end_plan(ahead, p);
    const auto state = future_.account(p.account);
    ensure(state.has_value(), "a stint is some account's");
    ahead.active = true;
    ahead.plan = state->plan;
    ahead.rulebook = state->rulebook;
}

EventKind IdleProjection::kind_of(EventId plan_event) const {
    const auto& events = fold_run_.plan_events_ahead();
    const auto found = std::find_if(events.begin(), events.end(), [&](const Event& e) { return e.id == plan_event; });
    ensure(found != events.end(), "a plan changes by an event that is recorded for later");
    return found->kind();
}

// --- what came out ------------------------------------------------------------------------------------------------------

void IdleProjection::settle() {
    for (auto& [handle, ahead] : by_handle_) {
        if (ahead.is_listed) ahead_[ahead.first_handle] = std::move(ahead);
    }
    for (auto& [handle, ahead] : by_handle_) {
        if (!ahead.is_asked_about || ahead.is_listed || ahead.losses.empty()) continue;
        const AccountId id = ahead.first_handle;
        const auto [listed, is_late_starter] = ahead_.try_emplace(id, ahead);
        if (is_late_starter) {
            AccountState unknown;
            unknown.account = id;
            accounts_.emplace_back(fold_run_.name_of(id), std::move(unknown));
        } else {
            // The handle was free again and took another plan.
            auto& losses = listed->second.losses;
            losses.insert(losses.end(), ahead.losses.begin(), ahead.losses.end());
            std::stable_sort(losses.begin(), losses.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
        }
    }
    by_handle_.clear();
    std::sort(accounts_.begin(), accounts_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
}

const IdleProjection::Ahead& IdleProjection::of(AccountId account) const {
    static const Ahead nothing;
    const auto found = ahead_.find(account);
    return found == ahead_.end() ? nothing : found->second;
}

Credits IdleProjection::losing(AccountId account) const {
    Credits sum;
    for (const ComingLoss& loss : losses(account)) sum += loss.amount;
    return sum;
}

Credits IdleProjection::next_forfeit(AccountId account) const {
    const auto& refresh = of(account).next_refresh;
    return refresh ? refresh->forfeited : no_credits;
}

std::optional<Instant> IdleProjection::leaves_pool(SeatId seat) const {
    const auto found = leaves_pool_.find(seat);
    return found == leaves_pool_.end() ? std::nullopt : std::optional{found->second};
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
