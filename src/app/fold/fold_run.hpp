#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "fold/account_groups.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/posting.hpp"
#include "inmail/core/reconciler.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// The fold of a query, and the terms it uses.
class FoldRun {
  public:
    /// Nothing is read before `fold_to`. The store and the observer must outlive this run. The observer gets all postings
    /// from `postings_from` on, and some earlier ones if the fold has no checkpoint to begin at.
    FoldRun(FoldSource& store, ReportQuery query, Observer* observer = nullptr, Instant postings_from = first_instant);
    ~FoldRun();

    /// Applies the query's events in one pass, pausing at each of `stops` (ascending; none lies after the query's as_of) and at
    /// as_of itself: everything up to and including the stop has then happened, and nothing after it. Once only. Throws
    /// InputError if no seat is or was in the query's team, DamagedLedger for a checkpoint that is not a state.
    void fold_to(const std::vector<Instant>& stops, const std::function<void(Instant stop)>& at_stop);
    /// Everything up to as_of, without a pause.
    void fold();
    /// After `fold`: goes on to `until`, which becomes the query's as_of. Accounts that the query names are followed to the
    /// handles that they have by then. The observer gets the postings on the way.
    void go_on_to(Instant until);
    /// After `fold`: the plan events (`is_plan_event`) after as_of, in the fold's order, as far as the query knows them.
    [[nodiscard]] const std::vector<Event>& plan_events_ahead() const;
    /// The seats and pools of the fold with these events, in groups that no event links.
    [[nodiscard]] std::vector<AccountGroups::Members> groups(const std::vector<Event>& events) const;
    /// The same as one group.
    [[nodiscard]] AccountGroups::Members one_group(const std::vector<Event>& events) const;
    /// After `fold`: what the calendar will do up to `until` if nothing more is recorded.
    void let_time_pass(Instant until) { reconciler_.advance_to(until); }

    [[nodiscard]] const Reconciler& reconciler() const { return reconciler_; }
    [[nodiscard]] const Rulebooks& rulebooks() const { return *rulebooks_; }
    [[nodiscard]] const ReportQuery& query() const { return query_; }

    /// The accounts of the query that reports list (docs/reference.md, balance), sorted as reports sort.
    [[nodiscard]] std::vector<std::pair<AccountName, AccountState>> listed() const;
    /// Throws InvalidRequest if nobody is or was in the team that the query asks for.
    void require_team(const ReportQuery& asked) const;
    /// With the display name of the seat's person at the fold's instant.
    [[nodiscard]] AccountName name_of(AccountId id) const;
    /// Whether the query asks about the account: it is named, or is the pool of a named seat now, and is of the query's team.
    [[nodiscard]] bool asks_about(AccountId id) const;
    /// Whether the query asks about what the seat did in the account, which may be a pool: the seat is named, or of its team.
    [[nodiscard]] bool asks_about(AccountId id, SeatId seat) const;

  private:
    [[nodiscard]] Scope scope_until(Instant until) const;
    [[nodiscard]] std::optional<Checkpoint> checkpoint_until(Instant until) const;
    void begin_at(const Checkpoint& checkpoint);
    /// Folds what happened after here_, pausing at `pauses` (ascending).
    void walk_to(Instant end, const std::vector<Instant>& pauses, const std::function<void(Instant)>& at_pause);
    void apply_batch();
    void require_known_terms(const Event& event) const;
    void keep_checkpoint(Instant at);

    FoldSource& store_;
    ReportQuery query_;
    std::unique_ptr<Rulebooks> rulebooks_;
    RulebookId default_rulebook_;
    Observer* observer_;
    Instant postings_from_;
    Reconciler reconciler_;
    CheckpointSchedule schedule_;
    std::unique_ptr<AccountGroups> groups_;  ///< none if events are folded in their own order
    std::vector<const Event*> batch_;
    std::vector<std::size_t> group_ends_;
    std::optional<Instant> here_;                                  ///< how far the fold has come; none: it has not begun
    std::optional<Instant> last_checkpoint_;                       ///< the checkpoint that it began at or kept last, if any
    std::int64_t folded_{0};                                       ///< events since then
    mutable std::optional<std::vector<Event>> plan_events_ahead_;  ///< once they were asked for
};

}  // namespace inmail::app
