#include "forecast/list_run.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "forecast/imagined_sends.hpp"
#include "inmail/app/outreach/planner.hpp"

namespace inmail::app {
namespace {

using ListCourse = ListForecastReport::Course;

class ListRun {
  public:
    ListRun(const FoldRun& fold_run, const std::vector<InMailsDue>& lists, int replies_per_mille, Instant until)
        : lists_(lists),
          replies_per_mille_(replies_per_mille),
          from_(fold_run.query().as_of),
          until_(until),
          sends_(fold_run, fold_run.one_group(fold_run.plan_events_ahead()), senders_of(lists)) {
        for (std::size_t i = 0; i < lists.size(); ++i) {
            Progress progress;
            const AccountState state = sends_.state(i);
            progress.at_start = state.totals;
            progress.held = state.available;
            progress.course.balance = balance_of(progress, state, from_);
            progress_.push_back(progress);
        }
    }

    std::vector<ListCourse> run() {
        while (const auto t = next()) turn(*t);
        std::vector<ListCourse> courses;
        for (std::size_t i = 0; i < lists_.size(); ++i) {
            ListCourse course = progress_[i].course;
            course.unsent = static_cast<std::int64_t>(lists_[i].due.size()) - course.sent;
            courses.push_back(course);
        }
        return courses;
    }

  private:
    struct Progress {
        ListCourse course;
        Totals at_start;
        Credits held;             ///< at the start
        Credits sent_before;      ///< credits that InMails took by the last turn
        std::size_t next_due{0};  ///< of the list
        std::int64_t waiting{0};  ///< InMails that are due and found no credit
        std::optional<Instant> next_refresh{};
    };
    struct Answer {
        std::size_t list{0};
        SeatId seat;
        ProspectId prospect;
    };

    static std::vector<ImaginedSends::Sender> senders_of(const std::vector<InMailsDue>& lists) {
        std::vector<ImaginedSends::Sender> senders;
        for (const auto& list : lists) senders.push_back({list.account, list.sender});
        return senders;
    }

    static ListForecastReport::Balance balance_of(const Progress& progress, const AccountState& state, Instant at) {
        const Totals since = state.totals - progress.at_start;
        ListForecastReport::Balance balance;
        balance.held = progress.held;
        balance.allotted = since.allotted + since.purchased + since.adjusted;
        balance.back = since.refunded;
        balance.lost = since.expired + since.forfeited + since.zeroed;
        balance.sent = since.consumed;
        balance.left = state.available;
        balance.at = at;
        return balance;
    }

    /// The next instant at which something is due, is answered, or may find credits again.
    [[nodiscard]] std::optional<Instant> next() const {
        std::optional<Instant> next;
        const auto take = [&](std::optional<Instant> t) {
            if (t && *t <= until_) next = std::min(next.value_or(*t), *t);
        };
        bool any_waits = false;
        for (std::size_t i = 0; i < lists_.size(); ++i) {
            const Progress& progress = progress_[i];
            if (progress.next_due < lists_[i].due.size()) take(lists_[i].due[progress.next_due]);
            if (progress.waiting == 0) continue;
            any_waits = true;
            take(progress.next_refresh);
        }
        if (any_waits) take(sends_.next_plan_event());
        // Answers come after the end, too.
        if (!answers_.empty()) next = std::min(next.value_or(answers_.begin()->first), answers_.begin()->first);
        if (next && played_) next = std::max(*next, *played_ + Duration{1});
        return next;
    }

    /// What is answered by `t`, then what can be sent.
    void turn(Instant t) {
        answer(t);
        if (t != from_) sends_.advance_to(t);
        // The fold has closed the instant `t`, unless it is the one at which the run begins.
        Instant sent_at = t == from_ ? t : t + Duration{1};
        // A plan that changes just then decides what can be sent.
        for (; sends_.next_plan_event() == sent_at; sent_at = sent_at + Duration{1}) sends_.advance_to(sent_at);
        std::vector<Event> sent;
        for (std::size_t i = 0; i < lists_.size(); ++i) send(i, t, sent_at, sent);
        sends_.play(sent_at, sent);
        played_ = sent_at;
        for (std::size_t i = 0; i < lists_.size(); ++i) note(i, t);
    }

    void answer(Instant t) {
        std::vector<Event> replies;
        for (auto next = answers_.begin(); next != answers_.end() && next->first <= t; next = answers_.erase(next)) {
            for (const Answer& answer : next->second) {
                // A seat's licence may have gone to another handle.
                const auto now = lists_[answer.list].account.is_pool() ? std::nullopt : sends_.seat(answer.list);
                replies.push_back(ImaginedSends::reply(now.value_or(answer.seat), answer.prospect, t));
            }
        }
        sends_.play(t, replies);
    }

    void send(std::size_t list, Instant t, Instant sent_at, std::vector<Event>& sent) {
        Progress& progress = progress_[list];
        const auto& due = lists_[list].due;
        for (; progress.next_due < due.size() && due[progress.next_due] <= t && t <= until_; ++progress.next_due)
            ++progress.waiting;
        const auto seat = sends_.seat(list);
        if (progress.waiting == 0 || !seat || t > until_) return;
        const std::int64_t now = std::clamp<std::int64_t>(sends_.state(list).available.value, 0, progress.waiting);
        for (std::int64_t i = 0; i < now; ++i) {
            const ProspectId prospect = ImaginedSends::somebody(written_to_++);
            sent.push_back(ImaginedSends::send(*seat, prospect, sent_at));
            ++progress.course.sent;
            if (!is_nth_share(++sent_, replies_per_mille_, AssumedRate::all)) continue;
            ++progress.course.answered;
            answers_[sent_at + wait_for_answer].push_back({list, *seat, prospect});
        }
        progress.waiting -= now;
        if (now > 0) progress.course.last_sent_at = sent_at;
    }

    /// How the account stands after a turn: at its end, or when an InMail first found no credit.
    void note(std::size_t list, Instant t) {
        Progress& progress = progress_[list];
        const AccountState state = sends_.state(list);
        const auto balance = balance_of(progress, state, t);
        const bool has_changed = balance.sent != progress.sent_before || balance.back != progress.course.back;
        progress.sent_before = balance.sent;
        progress.course.back = balance.back;
        progress.next_refresh = state.next_refresh;
        if (progress.course.dry_at) return;
        if (progress.waiting > 0) progress.course.dry_at = t;
        if (has_changed || progress.waiting > 0) progress.course.balance = balance;
    }

    const std::vector<InMailsDue>& lists_;
    int replies_per_mille_;
    Instant from_;
    Instant until_;
    ImaginedSends sends_;
    std::vector<Progress> progress_;  ///< by list
    std::map<Instant, std::vector<Answer>> answers_;
    std::uint32_t written_to_{0};  ///< prospects
    std::int64_t sent_{0};         ///< InMails of all lists, over which the rate is rounded
    std::optional<Instant> played_{};
};

}  // namespace

std::vector<ListCourse> play_list(const FoldRun& fold_run, const std::vector<InMailsDue>& lists, int replies_per_mille,
                                  Instant until) {
    return ListRun(fold_run, lists, replies_per_mille, until).run();
}

}  // namespace inmail::app
