#include "fold/idle_projection.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "fold/fold_run.hpp"
#include "fold/in_parallel.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {

/// Plays what lies ahead of one group of accounts. Few of a team's messages are copied at a time.
class IdleProjection::Group : private Observer {
  public:
    /// `imagined_events`: played beside the events of `members`. Both must outlive this.
    Group(const FoldRun& fold_run, const AccountGroups::Members& members, const std::vector<Event>& imagined_events,
          Instant until, const Imagined& imagined)
        : fold_run_(fold_run),
          until_(until),
          lists_losses_(imagined.lists_losses),
          future_(fold_run.reconciler().fork(
              this, members.subjects, imagined.answers ? Reconciler::ForkedMessages::all : Reconciler::ForkedMessages::none)) {
        for (const Event& event : imagined_events) events_.push_back(&event);
        events_.insert(events_.end(), members.events.begin(), members.events.end());
        std::stable_sort(events_.begin(), events_.end(), [](const Event* a, const Event* b) { return fold_before(*a, *b); });
        next_event_ = events_.begin();
    }

    /// An account that the fold run lists, before `play`.
    void list(const AccountState& state) {
        Ahead& ahead = at_handle(state.account);
        ahead.is_listed = true;
        ahead.held = state.available;
        ahead.active = state.active;
        ahead.plan = state.plan;
        ahead.rulebook = state.rulebook;
    }
    /// Answers the `n` pending InMails of a listed account that were sent last, before `play`.
    void answer_latest(AccountId account, std::int64_t n);
    void play();

    /// After `play`: accounts that took over a handle which another had before come last.
    std::vector<Ahead> results();
    [[nodiscard]] const std::map<SeatId, Instant>& leaves_pool() const { return leaves_pool_; }

  private:
    void on(const Posting& posting) override;
    Ahead& at_handle(AccountId handle);
    void hand_over(AccountId from, AccountId to);
    void start_stint(Ahead& ahead, const Posting& posting);
    void end_plan(Ahead& ahead, const Posting& posting);
    static void note_instant(Ahead& ahead, const Posting& posting);
    void lose(Ahead& ahead, const Posting& posting);
    /// Of a refresh that withholds an allowance from an account above the cap.
    static void note_excess(Ahead& ahead, const Posting& refreshed);
    [[nodiscard]] EventKind kind_of(EventId plan_event) const;

    /// Everything up to and including `t`.
    void play_to(Instant t);
    /// The latest of the next refreshes that still lie ahead.
    [[nodiscard]] std::optional<Instant> refresh_to_come() const;

    const FoldRun& fold_run_;
    Instant until_;
    bool lists_losses_;
    Reconciler future_;
    std::vector<const Event*> events_;  ///< in the order of the fold
    std::vector<const Event*>::const_iterator next_event_;
    std::map<AccountId, Ahead> by_handle_;  ///< at the instant that is played
    std::vector<Ahead> given_up_;           ///< listed ones whose handle another account took over
    std::map<SeatId, Instant> leaves_pool_;
};

void IdleProjection::Group::answer_latest(AccountId account, std::int64_t n) {
    std::vector<PendingMail> pending = fold_run_.reconciler().pending(account);
    std::sort(pending.begin(), pending.end(), [](const PendingMail& a, const PendingMail& b) {
        return std::tie(b.sent_at, b.event) < std::tie(a.sent_at, a.event);
    });
    pending.resize(std::min(pending.size(), static_cast<std::size_t>(n)));
    std::vector<Event> answers;
    answers.reserve(pending.size());
    std::vector<const Event*> applied;
    for (const PendingMail& mail : pending) {
        Event& answer = answers.emplace_back();
        answer.at = fold_run_.query().as_of;
        answer.seat = mail.seat;
        answer.payload = Event::Reply{mail.prospect, {}, {}};
        applied.push_back(&answer);
    }
    future_.apply(applied);
}

void IdleProjection::Group::play() {
    play_to(until_);
    while (const auto refresh = refresh_to_come()) play_to(*refresh);
    // Plans that end even later. Only their own accounts are folded that far.
    future_.apply({next_event_, events_.cend()});
}

void IdleProjection::Group::play_to(Instant t) {
    std::vector<const Event*> due;
    for (; next_event_ != events_.end() && (*next_event_)->at <= t; ++next_event_) due.push_back(*next_event_);
    future_.apply(due);
    future_.advance_to(t);
}

std::optional<Instant> IdleProjection::Group::refresh_to_come() const {
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

IdleProjection::Ahead& IdleProjection::Group::at_handle(AccountId handle) {
    const auto [found, is_new] = by_handle_.try_emplace(handle);
    if (is_new) {
        found->second.first_handle = handle;
        found->second.is_asked_about = fold_run_.asks_about(handle);
    }
    return found->second;
}

void IdleProjection::Group::hand_over(AccountId from, AccountId to) {
    at_handle(from);
    auto account = by_handle_.extract(from);
    account.key() = to;
    // What the new handle had counted before belonged to no plan, so nothing follows from it.
    if (auto counted = by_handle_.extract(to); !counted.empty() && counted.mapped().is_listed)
        given_up_.push_back(std::move(counted.mapped()));
    by_handle_.insert(std::move(account));
}

void IdleProjection::Group::on(const Posting& p) {
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

void IdleProjection::Group::note_instant(Ahead& ahead, const Posting& p) {
    if (p.at != ahead.at) {
        ahead.at = p.at;
        ahead.held_before = ahead.held;
        ahead.lost_before += ahead.lost;
        ahead.lost = no_credits;
        ahead.beyond_saving = no_credits;
    }
    ahead.held = p.held;
}

void IdleProjection::Group::lose(Ahead& ahead, const Posting& p) {
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
    ahead.losing += p.amount;
    if (!lists_losses_) return;
    const auto lot = p.kind == Posting::Kind::withheld ? std::nullopt : std::optional{p.lot};
    ahead.losses.push_back({p.kind, p.at, p.amount, lot, ahead.plan, ahead.rulebook, p.price, beyond_saving});
}

void IdleProjection::Group::note_excess(Ahead& ahead, const Posting& refreshed) {
    if (ahead.losses.empty()) return;
    ComingLoss& withheld = ahead.losses.back();
    if (withheld.kind != Posting::Kind::withheld || withheld.at != refreshed.at) return;
    withheld.above_cap = std::max(no_credits, refreshed.refresh->held - refreshed.refresh->cap);
}

void IdleProjection::Group::end_plan(Ahead& ahead, const Posting& p) {
    const bool is_cancelled = kind_of(p.cause) == EventKind::cancel;
    const EventKind by = is_cancelled ? EventKind::cancel : EventKind::switch_plan;
    if (ahead.active && !ahead.plan_end)
        ahead.plan_end = PlanEnd{p.at, by, ahead.lost, ahead.beyond_saving, ahead.zeroed, ahead.lost_before};
    ahead.active = false;
    ahead.zeroed = no_credits;
}

void IdleProjection::Group::start_stint(Ahead& ahead, const Posting& p) {
    end_plan(ahead, p);
    const auto state = future_.account(p.account);
    ensure(state.has_value(), "a stint is some account's");
    ahead.active = true;
    ahead.plan = state->plan;
    ahead.rulebook = state->rulebook;
}

EventKind IdleProjection::Group::kind_of(EventId plan_event) const {
    const auto& events = fold_run_.plan_events_ahead();
    const auto found = std::find_if(events.begin(), events.end(), [&](const Event& e) { return e.id == plan_event; });
    ensure(found != events.end(), "a plan changes by an event that is recorded for later");
    return found->kind();
}

std::vector<IdleProjection::Ahead> IdleProjection::Group::results() {
    std::vector<Ahead> all = std::move(given_up_);
    for (const bool listed : {true, false}) {
        for (auto& [handle, ahead] : by_handle_) {
            if (ahead.is_listed == listed) all.push_back(std::move(ahead));
        }
    }
    return all;
}

// --- what came out ------------------------------------------------------------------------------------------------------

IdleProjection::IdleProjection(const FoldRun& fold_run, Listed accounts, Instant until)
    : IdleProjection(fold_run, std::move(accounts), until, Imagined{}) {}

IdleProjection::IdleProjection(const FoldRun& fold_run, Listed accounts, Instant until, const Imagined& imagined)
    : accounts_(std::move(accounts)) {
    until = std::max(fold_run.query().as_of, until);
    std::map<AccountId, std::size_t> places;
    for (std::size_t i = 0; i < accounts_.size(); ++i) places.emplace(accounts_[i].second.account, i);
    /// Those of a group, in their order.
    const auto listed_in = [&](const AccountGroups::Members& group) {
        std::vector<std::size_t> found;
        for (const AccountId subject : group.subjects) {
            if (const auto place = places.find(subject); place != places.end()) found.push_back(place->second);
        }
        std::sort(found.begin(), found.end());
        return found;
    };
    const std::vector<AccountGroups::Members> groups = fold_run.groups(fold_run.plan_events_ahead());
    struct Played {
        std::vector<Ahead> accounts;
        std::map<SeatId, Instant> leaves_pool;
    };
    std::vector<Played> played(groups.size());
    in_parallel(groups.size(), [&](std::size_t i) {
        const std::vector<std::size_t> listed = listed_in(groups[i]);
        if (groups[i].events.empty() && listed.empty()) return;
        std::vector<Event> events;
        for (const std::size_t place : listed) {
            if (!imagined.events) break;
            std::vector<Event> of_account = imagined.events(accounts_[place].second);
            std::move(of_account.begin(), of_account.end(), std::back_inserter(events));
        }
        Group group(fold_run, groups[i], events, until, imagined);
        for (const std::size_t place : listed) group.list(accounts_[place].second);
        for (const std::size_t place : listed) {
            if (!imagined.answers) break;
            const AccountState& state = accounts_[place].second;
            group.answer_latest(state.account, imagined.answers(state));
        }
        group.play();
        played[i] = {group.results(), group.leaves_pool()};
    });
    for (Played& group : played) leaves_pool_.merge(group.leaves_pool);
    for (Played& group : played) {
        for (Ahead& ahead : group.accounts) take(std::move(ahead), fold_run);
    }
    std::sort(accounts_.begin(), accounts_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
}

void IdleProjection::take(Ahead&& ahead, const FoldRun& fold_run) {
    const AccountId id = ahead.first_handle;
    if (ahead.is_listed) {
        ahead_[id] = std::move(ahead);
        return;
    }
    if (!ahead.is_asked_about || ahead.losing == no_credits) return;
    const auto [known, is_late_starter] = ahead_.try_emplace(id, ahead);
    if (is_late_starter) {
        AccountState unknown;
        unknown.account = id;
        accounts_.emplace_back(fold_run.name_of(id), std::move(unknown));
        return;
    }
    // The handle was free again and took another plan.
    known->second.losing += ahead.losing;
    auto& losses = known->second.losses;
    losses.insert(losses.end(), ahead.losses.begin(), ahead.losses.end());
    std::stable_sort(losses.begin(), losses.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
}

const IdleProjection::Ahead& IdleProjection::of(AccountId account) const {
    static const Ahead nothing;
    const auto found = ahead_.find(account);
    return found == ahead_.end() ? nothing : found->second;
}

Credits IdleProjection::next_forfeit(AccountId account) const {
    const auto& refresh = of(account).next_refresh;
    return refresh ? refresh->forfeited : no_credits;
}

std::optional<Instant> IdleProjection::leaves_pool(SeatId seat) const {
    const auto found = leaves_pool_.find(seat);
    return found == leaves_pool_.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace inmail::app
