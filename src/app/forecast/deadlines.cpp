#include "forecast/deadlines.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace inmail::app {
namespace {

/// An account that sends in time gets allowance that an idle account does not get, so their later losses differ.
bool takes_another_course(const std::vector<ComingLoss>& losses) {
    return std::any_of(losses.begin(), losses.end(), [&](const ComingLoss& loss) {
        return loss.kind == Posting::Kind::withheld && loss.at < losses.back().at;
    });
}

Event sends_before(AccountId account, const Deadline& deadline, Instant as_of) {
    Event sends;
    sends.at = std::max(as_of, deadline.too_late - Duration{1});
    sends.seat = account.seat();
    sends.pool = account.pool();
    sends.payload = Event::Adjust{-deadline.to_send};  // draws credits as that many InMails do
    return sends;
}

/// The deadlines of one account that keeps all of them, next to what it loses if it stays idle.
class Course {
  public:
    explicit Course(const std::vector<ComingLoss>& idle_losses) {
        for (const Deadline& deadline : deadlines_of(idle_losses))
            all_[deadline.too_late] = {deadline.too_late, deadline.lost, {}};
    }

    /// The next deadline of the account, if it kept the ones before and `losses` is what it loses then.
    [[nodiscard]] std::optional<Deadline> keep_next(const std::vector<ComingLoss>& losses) {
        for (const Deadline& next : deadlines_of(losses)) {
            if (next.too_late <= kept_) continue;
            kept_ = next.too_late;
            Deadline& deadline = all_[next.too_late];
            deadline.too_late = next.too_late;
            deadline.to_send = next.to_send;
            return deadline;
        }
        return std::nullopt;
    }
    [[nodiscard]] std::vector<Deadline> deadlines() const {
        std::vector<Deadline> list;
        for (const auto& [too_late, deadline] : all_) list.push_back(deadline);
        return list;
    }

  private:
    std::map<Instant, Deadline> all_;
    Instant kept_{first_instant};
};

}  // namespace

std::map<AccountId, LossesAhead> losses_ahead(const FoldRun& fold_run, const IdleProjection& idle, Instant until) {
    std::map<AccountId, LossesAhead> all;
    std::map<AccountId, Course> courses;
    for (const auto& [name, state] : idle.accounts()) {
        const auto& losses = idle.losses(state.account);
        const auto& plan_end = idle.plan_end(state.account);
        if (losses.empty() && !plan_end) continue;
        all[state.account] = {losses, deadlines_of(losses), plan_end};
        if (takes_another_course(losses)) courses.emplace(state.account, losses);
    }
    IdleProjection::Listed keepers;
    for (const auto& account : idle.accounts()) {
        if (courses.count(account.second.account) != 0) keepers.push_back(account);
    }
    std::map<AccountId, std::vector<Event>> sends;
    IdleProjection::Imagined in_time;
    in_time.events = [&sends](const AccountState& state) {
        const auto found = sends.find(state.account);
        return found == sends.end() ? std::vector<Event>{} : found->second;
    };
    std::optional<IdleProjection> busy;
    for (bool is_kept = false; !is_kept && !courses.empty();) {
        is_kept = true;
        const IdleProjection& so_far = busy ? *busy : idle;
        for (auto& [account, course] : courses) {
            const auto next = course.keep_next(so_far.losses(account));
            if (!next) continue;
            sends[account].push_back(sends_before(account, *next, fold_run.query().as_of));
            is_kept = false;
        }
        if (!is_kept) busy.emplace(fold_run, keepers, until, in_time);
    }
    for (const auto& [account, course] : courses) all[account].deadlines = course.deadlines();
    return all;
}

}  // namespace inmail::app
