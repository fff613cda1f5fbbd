#include "forecast/pace.hpp"

#include <algorithm>
#include <queue>
#include <tuple>

#include "fold/fold_run.hpp"
#include "fold/in_parallel.hpp"
#include "forecast/imagined_sends.hpp"

namespace inmail::app {
namespace {

constexpr Duration pace_window = days(30);
constexpr Duration shortest = days(1);  // a pace needs at least a day

/// Each account sends at its pace until a send finds no credit.
class PacedRun {
  public:
    /// `paces`: of accounts of the group.
    PacedRun(const FoldRun& fold_run, AccountGroups::Members group, const std::vector<Pace>& paces, Instant until)
        : paces_(paces), from_(fold_run.query().as_of), until_(until), sends_(fold_run, std::move(group), senders_of(paces)) {}

    std::map<AccountId, PacedCourse> run(const std::vector<Instant>& stops) {
        std::map<AccountId, PacedCourse> courses;
        for (std::size_t i = 0; i < paces_.size(); ++i) schedule_send(i, 1);
        for (const Instant stop : stops) {
            send_until(stop);
            sends_.advance_to(stop);
            for (std::size_t i = 0; i < paces_.size(); ++i) courses[paces_[i].account].held.push_back(sends_.state(i).available);
        }
        send_until(until_);
        for (std::size_t i = 0; i < paces_.size(); ++i) courses[paces_[i].account].dry_at = sends_.dry_at(i);
        return courses;
    }

  private:
    struct DueSend {
        Instant at;
        std::size_t pace{0};
        std::int64_t nth{0};  ///< send of that account

        friend bool operator>(const DueSend& a, const DueSend& b) {
            return std::tie(a.at, a.pace, a.nth) > std::tie(b.at, b.pace, b.nth);
        }
    };

    static std::vector<ImaginedSends::Sender> senders_of(const std::vector<Pace>& paces) {
        std::vector<ImaginedSends::Sender> senders;
        for (const Pace& pace : paces) senders.push_back({pace.account, pace.sender});
        return senders;
    }

    void schedule_send(std::size_t pace, std::int64_t nth) {
        const Pace& p = paces_[pace];
        if (p.sent == 0 || sends_.is_cancelled(pace) || sends_.dry_at(pace)) return;
        const Instant at = from_ + Duration{p.over.value * nth / p.sent};
        if (at <= until_) due_.push({at, pace, nth});
    }

    void send_until(Instant t) {
        while (!due_.empty() && due_.top().at <= t) send(due_.top().at);
    }

    /// All that is sent at one instant, and answered at once.
    void send(Instant t) {
        sends_.pass_to(t);
        imagined_.clear();
        std::vector<DueSend> sent;
        for (; !due_.empty() && due_.top().at == t; due_.pop()) {
            const DueSend& due = sent.emplace_back(due_.top());
            const auto seat = sends_.seat(due.pace);
            if (!seat) continue;
            const ProspectId prospect = ImaginedSends::somebody(sent_++);
            imagined_.push_back(ImaginedSends::send(*seat, prospect, t));
            if (is_answered(paces_[due.pace].responses, due.nth)) imagined_.push_back(ImaginedSends::reply(*seat, prospect, t));
        }
        sends_.play(t, imagined_);
        for (const DueSend& due : sent) schedule_send(due.pace, due.nth + 1);
    }

    static bool is_answered(const Responses& o, std::int64_t nth) { return o.sent > 0 && is_nth_share(nth, o.answered, o.sent); }

    const std::vector<Pace>& paces_;
    Instant from_;
    Instant until_;
    ImaginedSends sends_;
    std::uint32_t sent_{0};
    std::vector<Event> imagined_;  ///< kept to reuse its memory
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

std::map<AccountId, PacedCourse> paced_courses(const FoldRun& fold_run, const std::vector<Pace>& paces, Instant until,
                                               const std::vector<Instant>& stops) {
    std::map<AccountId, Pace> pace_of;
    for (const Pace& pace : paces) pace_of.emplace(pace.account, pace);
    std::vector<AccountGroups::Members> groups = fold_run.groups(fold_run.plan_events_ahead());
    std::vector<std::map<AccountId, PacedCourse>> played(groups.size());
    in_parallel(groups.size(), [&](std::size_t i) {
        std::vector<Pace> of_group;
        for (const AccountId subject : groups[i].subjects) {
            if (const auto pace = pace_of.find(subject); pace != pace_of.end()) of_group.push_back(pace->second);
        }
        if (!of_group.empty()) played[i] = PacedRun(fold_run, std::move(groups[i]), of_group, until).run(stops);
    });
    std::map<AccountId, PacedCourse> courses;
    for (auto& group : played) courses.merge(group);
    return courses;
}

}  // namespace inmail::app
