#include "forecast/pace.hpp"

#include <algorithm>
#include <queue>
#include <tuple>

#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {
namespace {

constexpr Duration pace_window = days(30);
constexpr Duration shortest = days(1);  // a stint that began just now has no pace by the hour

/// Sends and answers that nobody recorded, in the order of the fold.
class DryRun {
  public:
    DryRun(const FoldRun& fold_run, const std::vector<Pace>& paces, Duration ahead)
        : paces_(paces),
          from_(fold_run.query().as_of),
          until_(from_ + ahead),
          collector_([this](const Posting& p) {
              if (p.kind == Posting::Kind::unfunded) dry_.emplace(p.account, p.at);
          }),
          future_(fold_run.reconciler().fork(&collector_)) {}

    std::map<AccountId, Instant> run() {
        for (std::size_t i = 0; i < paces_.size(); ++i) schedule_send(i, 1);
        while (!due_.empty()) {
            const Due next = due_.top();
            due_.pop();
            next.step == FoldStep::send ? send(next) : reply(next);
        }
        return std::move(dry_);
    }

  private:
    struct Due {
        Instant at;
        FoldStep step{FoldStep::send};
        std::size_t pace{0};
        std::int64_t nth{0};  ///< send of that account

        friend bool operator>(const Due& a, const Due& b) {
            return std::tie(a.at, a.step, a.pace, a.nth) > std::tie(b.at, b.step, b.pace, b.nth);
        }
    };

    void schedule_send(std::size_t pace, std::int64_t nth) {
        const Pace& p = paces_[pace];
        if (p.sent == 0) return;
        const Instant at = from_ + Duration{p.over.value * nth / p.sent};
        if (at <= until_) due_.push({at, FoldStep::send, pace, nth});
    }

    void send(const Due& due) {
        const Pace& pace = paces_[due.pace];
        apply(due, pace.sender, Event::Send{somebody, Channel::inmail, {}});
        if (dry_.count(pace.account) != 0) return;
        if (is_answered(pace.responses, due.nth)) due_.push({due.at, FoldStep::reply, due.pace, due.nth});
        schedule_send(due.pace, due.nth + 1);
    }

    void reply(const Due& due) { apply(due, paces_[due.pace].sender, Event::Reply{somebody, {}, {}}); }

    void apply(const Due& due, SeatId seat, Event::Payload payload) {
        Event event;
        event.at = due.at;
        event.seat = seat;
        event.payload = std::move(payload);
        future_.apply({&event});
    }

    /// Spreads the answers evenly: of any first n sends as many are answered as the rate says, rounded down.
    static bool is_answered(const Responses& o, std::int64_t nth) {
        return o.sent > 0 && nth * o.answered / o.sent > (nth - 1) * o.answered / o.sent;
    }

    static constexpr ProspectId somebody{UINT32_MAX};  // whom no ledger knows

    const std::vector<Pace>& paces_;
    Instant from_;
    Instant until_;
    std::map<AccountId, Instant> dry_;
    Collector collector_;
    Reconciler future_;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
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
