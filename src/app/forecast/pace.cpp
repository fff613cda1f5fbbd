#include "forecast/pace.hpp"

#include <algorithm>
#include <deque>
#include <queue>
#include <set>
#include <tuple>

#include "fold/fold_run.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {
namespace {

constexpr Duration pace_window = days(30);
constexpr Duration shortest = days(1);  // a pace needs at least a day

/// Plays imagined sends and answers, and the plan events that are recorded for later, in the order of the fold.
class DryRun : private Observer {
  public:
    DryRun(const FoldRun& fold_run, const std::vector<Pace>& paces, Duration ahead)
        : paces_(paces),
          from_(fold_run.query().as_of),
          until_(from_ + ahead),
          future_(fold_run.reconciler().fork(this, fold_run.reconciler().subjects())),
          next_event_(fold_run.plan_events_ahead().begin()),
          last_event_(fold_run.plan_events_ahead().end()) {
        for (std::size_t i = 0; i < paces.size(); ++i) {
            senders_.push_back({paces[i].sender, false, {}});
            sender_of_[paces[i].account] = i;
        }
    }

    std::map<AccountId, Instant> run() {
        for (std::size_t i = 0; i < paces_.size(); ++i) schedule_send(i, 1);
        while (!due_.empty()) {
            Instant next = due_.top().at;
            if (next_event_ != last_event_) next = std::min(next, next_event_->at);
            play(next);
        }
        std::map<AccountId, Instant> dry;
        for (std::size_t i = 0; i < paces_.size(); ++i) {
            if (senders_[i].dry_at) dry.emplace(paces_[i].account, *senders_[i].dry_at);
        }
        return dry;
    }

  private:
    struct Sender {
        std::optional<SeatId> seat;  ///< who sends now; none: no seat, as in a pool without members
        bool is_cancelled{false};
        std::optional<Instant> dry_at;
    };
    struct DueSend {
        Instant at;
        std::size_t pace{0};
        std::int64_t nth{0};  ///< send of that account

        friend bool operator>(const DueSend& a, const DueSend& b) {
            return std::tie(a.at, a.pace, a.nth) > std::tie(b.at, b.pace, b.nth);
        }
    };

    void schedule_send(std::size_t pace, std::int64_t nth) {
        const Pace& p = paces_[pace];
        if (p.sent == 0 || senders_[pace].is_cancelled || senders_[pace].dry_at) return;
        const Instant at = from_ + Duration{p.over.value * nth / p.sent};
        if (at <= until_) due_.push({at, pace, nth});
    }

    /// All that happens at one instant.
    void play(Instant t) {
        std::vector<const Event*> events;
        for (; next_event_ != last_event_ && next_event_->at == t; ++next_event_) events.push_back(&*next_event_);
        std::deque<Event> imagined;
        std::vector<DueSend> sends;
        for (; !due_.empty() && due_.top().at == t; due_.pop()) {
            const DueSend& due = sends.emplace_back(due_.top());
            const Sender& sender = senders_[due.pace];
            if (!sender.seat || sender.is_cancelled) continue;
            imagined.push_back(event_of(*sender.seat, t, Event::Send{somebody, Channel::inmail, {}}));
            if (is_answered(paces_[due.pace].responses, due.nth))
                imagined.push_back(event_of(*sender.seat, t, Event::Reply{somebody, {}, {}}));
        }
        for (const Event& event : imagined) events.push_back(&event);
        std::stable_sort(events.begin(), events.end(), [](const Event* a, const Event* b) { return fold_before(*a, *b); });
        future_.apply(events);
        for (const PoolId pool : changed_pools_) choose_sender(pool);
        changed_pools_.clear();
        for (const DueSend& due : sends) schedule_send(due.pace, due.nth + 1);
    }

    void on(const Posting& p) override {
        if (const auto former = former_handle_of(p)) hand_over(*former, p);
        const auto found = sender_of_.find(p.account);
        if (found == sender_of_.end()) return;
        Sender& sender = senders_[found->second];
        switch (p.kind) {
            case Posting::Kind::unfunded:
                if (!sender.dry_at) sender.dry_at = p.at;
                return;
            case Posting::Kind::cancelled:
                sender.is_cancelled = true;
                return;
            case Posting::Kind::joined:
            case Posting::Kind::left:
                changed_pools_.insert(p.account.pool());
                return;
            case Posting::Kind::reassigned:
                if (sender.seat == p.seat) sender.seat = p.to;
                return;
            default:
                return;
        }
    }

    void hand_over(AccountId former, const Posting& p) {
        const auto found = sender_of_.find(former);
        if (found == sender_of_.end()) return;
        sender_of_[p.account] = found->second;
        sender_of_.erase(former);
    }

    void choose_sender(PoolId pool) {
        const auto members = future_.members(pool);
        senders_[sender_of_.at(AccountId::of(pool))].seat = members.empty() ? std::nullopt : std::optional{members.front().seat};
    }

    static Event event_of(SeatId seat, Instant t, Event::Payload payload) {
        Event event;
        event.at = t;
        event.seat = seat;
        event.payload = std::move(payload);
        return event;
    }

    /// Spreads the answers evenly: of any first n sends as many are answered as the rate says, rounded down.
    static bool is_answered(const Responses& o, std::int64_t nth) {
        return o.sent > 0 && nth * o.answered / o.sent > (nth - 1) * o.answered / o.sent;
    }

    static constexpr ProspectId somebody{UINT32_MAX};  // whom no ledger knows

    const std::vector<Pace>& paces_;
    Instant from_;
    Instant until_;
    std::vector<Sender> senders_;                 ///< in the order of `paces`
    std::map<AccountId, std::size_t> sender_of_;  ///< by handle at the instant that is played
    std::set<PoolId> changed_pools_;              ///< that seats joined or left at that instant
    Reconciler future_;
    std::vector<Event>::const_iterator next_event_;
    std::vector<Event>::const_iterator last_event_;
    std::priority_queue<DueSend, std::vector<DueSend>, std::greater<>> due_;
};

}  // namespace

double Pace::per_day() const {
    return static_cast<double>(sent) * static_cast<double>(ms_per_day) / static_cast<double>(over.value);
}

Instant PaceWatch::from() const { return as_of_ - pace_window + Duration{1}; }

void PaceWatch::on(const Posting& p) {
    sent_.follow(p);
    if (p.kind == Posting::Kind::stint_started) sent_.erase(p.account);
    if (p.kind == Posting::Kind::sent && p.at >= from()) ++sent_[p.account];
}

std::optional<Pace> PaceWatch::of(const Reconciler& reconciler, const AccountState& state, const Responses& responses) const {
    if (!state.active) return std::nullopt;
    SeatId sender = state.account.seat();
    if (state.account.is_pool()) {
        const auto members = reconciler.members(state.account.pool());
        if (members.empty()) return std::nullopt;
        sender = members.front().seat;
    }
    const Duration over = std::clamp(as_of_ - *state.stint_since, shortest, pace_window);
    return Pace{state.account, sender, sent_.of(state.account), over, responses};
}

std::map<AccountId, Instant> dry_instants(const FoldRun& fold_run, const std::vector<Pace>& paces, Duration ahead) {
    return DryRun(fold_run, paces, ahead).run();
}

}  // namespace inmail::app
