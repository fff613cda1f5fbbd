#include "fold/fold_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>

#include "fold/replay.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/core/invalid_state.hpp"
#include "inmail/store/checkpoint_keeper.hpp"
#include "inmail/store/rulebooks.hpp"
#include "inmail/text/suggestion.hpp"

namespace inmail::app {
namespace {

/// About 5 MB, and a dozen for each seat in a team of a thousand.
constexpr std::size_t events_at_a_time = 32'768;

/// Empty if the event puts nobody into a team.
std::string team_named_by(const Event& event) {
    if (const auto* subscribe = std::get_if<Event::Subscribe>(&event.payload)) return subscribe->team;
    if (const auto* change = std::get_if<Event::Switch>(&event.payload)) return change->team;
    if (const auto* assign = std::get_if<Event::Assign>(&event.payload)) return assign->team;
    return {};
}

}  // namespace

FoldRun::FoldRun(FoldSource& store, ReportQuery query, Observer* observer, Instant postings_from)
    : store_(store),
      query_(std::move(query)),
      rulebooks_(std::make_unique<Rulebooks>(rulebooks_of(store.terms(query_.known_at), query_.edition))),
      default_rulebook_(is_none(query_.rulebook) ? default_rulebook(store) : query_.rulebook),
      observer_(observer),
      postings_from_(postings_from),
      reconciler_(*rulebooks_, default_rulebook_, observer) {}

FoldRun::~FoldRun() = default;

void FoldRun::fold() { fold_to({}, {}); }

void FoldRun::fold_to(const std::vector<Instant>& stops, const std::function<void(Instant)>& at_stop) {
    ensure(!here_ && std::is_sorted(stops.begin(), stops.end()), "stops ascend, and a fold is made once");
    // No observer needs the order of time across accounts, and there are many accounts, so fold group by group.
    const bool any_order = observer_ == nullptr || !observer_->needs_global_order();
    if (any_order && query_.accounts.empty() && !query_.is_what_if()) groups_ = std::make_unique<AccountGroups>(store_);
    const bool leaves_any = query_.leaves_checkpoints && !query_.is_what_if();
    if (CheckpointKeeper* kept = store_.checkpoints(); kept != nullptr && leaves_any)
        schedule_ = kept->schedule(scope_until(query_.as_of));
    auto last = checkpoint_until(query_.as_of);
    auto stop = stops.begin();
    // Stops before the last checkpoint may have checkpoints of their own; then nothing else is read there.
    for (; last && stop != stops.end() && *stop < last->at; ++stop) {
        if (const auto nearer = checkpoint_until(*stop)) begin_at(*nearer);
        walk_to(*stop, {*stop}, at_stop);
    }
    if (last) begin_at(*last);
    last.reset();  // frees the states of all accounts before the fold grows
    walk_to(query_.as_of, {stop, stops.end()}, at_stop);
    if (listed().empty()) require_team(query_);
}

void FoldRun::go_on_to(Instant until) {
    ensure(here_ == query_.as_of && until >= query_.as_of, "a fold goes on from its end");
    if (until == query_.as_of) return;
    walk_to(until, {}, {});
    const std::vector<AccountId> named = query_.accounts;
    for (const AccountState& state : reconciler_.accounts()) {
        const auto before = handle_at(state, query_.as_of);
        if (!before || *before == state.account) continue;
        if (std::find(named.begin(), named.end(), *before) != named.end()) query_.accounts.push_back(state.account);
    }
    query_.as_of = until;
    plan_events_ahead_.reset();
}

Scope FoldRun::scope_until(Instant until) const {
    Scope scope;
    scope.accounts = query_.accounts;
    scope.until = until;
    scope.after = here_;
    scope.known_at = query_.known_at;
    return scope;
}

std::optional<Checkpoint> FoldRun::checkpoint_until(Instant until) const {
    CheckpointKeeper* kept = store_.checkpoints();
    if (kept == nullptr || query_.is_what_if()) return std::nullopt;
    // Before the first posting that the observer needs.
    if (observer_ != nullptr) until = std::min(until, postings_from_ - Duration{1});
    if (until < first_instant) return std::nullopt;
    return kept->latest(scope_until(until));
}

void FoldRun::begin_at(const Checkpoint& checkpoint) {
    reconciler_ = Reconciler(*rulebooks_, default_rulebook_, observer_);
    try {
        reconciler_.resume(checkpoint.at, checkpoint.parts);
    } catch (const InvalidState&) { throw DamagedLedger({damage::NoFoldState{day_of(checkpoint.at)}}); }
    here_ = checkpoint.at;
    last_checkpoint_ = checkpoint.at;
    folded_ = 0;
}

void FoldRun::walk_to(Instant end, const std::vector<Instant>& pauses, const std::function<void(Instant)>& at_pause) {
    const Instant past = end + Duration{1};
    auto pause = pauses.begin();
    auto keep =
        here_ ? std::upper_bound(schedule_.instants.begin(), schedule_.instants.end(), *here_) : schedule_.instants.begin();
    const auto next_pause = [&] {
        return std::min(pause == pauses.end() ? past : *pause, keep == schedule_.instants.end() ? past : *keep);
    };
    const auto pause_before = [&](Instant t) {
        for (Instant next = next_pause(); next < t; next = next_pause()) {
            reconciler_.advance_to(next);
            if (keep != schedule_.instants.end() && *keep == next) keep_checkpoint(*keep++);
            if (pause != pauses.end() && *pause == next) at_pause(*pause++);
        }
    };
    Scope scope = scope_until(end);
    scope.keys = false;
    scope.details = observer_ != nullptr && observer_->needs_details();
    store_.read(scope, groups_ ? events_at_a_time : 1, [&](const std::vector<const Event*>& events) {
        for (auto from = events.begin(); from != events.end();) {
            pause_before((*from)->at);
            const auto to =
                std::upper_bound(from, events.end(), next_pause(), [](Instant t, const Event* e) { return t < e->at; });
            batch_.assign(from, to);
            apply_batch();
            from = to;
        }
    });
    pause_before(past);
    reconciler_.advance_to(end);
    here_ = end;
}

void FoldRun::apply_batch() {
    if (query_.known_at) {
        for (const Event* event : batch_) require_known_terms(*event);
    }
    folded_ += static_cast<std::int64_t>(batch_.size());
    if (groups_) {
        groups_->arrange(batch_, group_ends_);
        reconciler_.apply(batch_, group_ends_);
        return;
    }
    if (is_none(query_.rulebook)) return reconciler_.apply(batch_);
    std::deque<Event> changed;
    for (const Event*& event : batch_) event = &changed.emplace_back(under(query_.rulebook, *event));
    reconciler_.apply(batch_);
}

void FoldRun::require_known_terms(const Event& event) const {
    const Event::PlanChange* change = std::get_if<Event::Subscribe>(&event.payload);
    if (change == nullptr) change = std::get_if<Event::Switch>(&event.payload);
    if (change == nullptr || is_none(change->plan) || rulebooks_->has(change->plan)) return;
    // Happens in a ledger that imported the events of an older one.
    throw InvalidRequest(fault::PlanNotKnownThen{*query_.known_at, store_.name_of(change->plan)});
}

const std::vector<Event>& FoldRun::plan_events_ahead() const {
    if (plan_events_ahead_) return *plan_events_ahead_;
    plan_events_ahead_.emplace();
    Scope ahead = scope_until(last_instant);
    ahead.after = query_.as_of;
    ahead.plan_events_only = true;
    store_.read(ahead, [&](const Event& event) {
        if (query_.known_at) require_known_terms(event);
        plan_events_ahead_->push_back(is_none(query_.rulebook) ? event : under(query_.rulebook, event));
    });
    return *plan_events_ahead_;
}

std::vector<AccountGroups::Members> FoldRun::groups(const std::vector<Event>& events) const {
    if (groups_) return groups_->divide(reconciler_.subjects(), events);
    if (query_.accounts.empty()) return AccountGroups(store_).divide(reconciler_.subjects(), events);
    // Named accounts are one group, or few.
    return {one_group(events)};
}

AccountGroups::Members FoldRun::one_group(const std::vector<Event>& events) const {
    AccountGroups::Members all{reconciler_.subjects(), {}};
    for (const Event& event : events) all.events.push_back(&event);
    return all;
}

void FoldRun::keep_checkpoint(Instant at) {
    // At the end of a month the checkpoint within that month is replaced, so their number does not grow.
    const Month month = month_of(day_of(at));
    const bool replaces = at == end_of(month) && last_checkpoint_ && month_of(day_of(*last_checkpoint_)) == month;
    if (folded_ < schedule_.events_apart && !replaces) return;
    store_.checkpoints()->keep(scope_until(at), at, [this](AccountId subject) { return reconciler_.checkpoint(subject); });
    last_checkpoint_ = at;
    folded_ = 0;
}

void FoldRun::require_team(const ReportQuery& asked) const {
    if (asked.team.empty()) return;
    std::set<std::string> teams;
    Scope everything = scope_until(query_.as_of);
    everything.after.reset();
    store_.read(everything, [&](const Event& event) { teams.insert(team_named_by(event)); });
    if (teams.count(asked.team) != 0) return;
    teams.erase("");
    throw InvalidRequest(
        fault::UnknownTeam{asked.team, nearest(asked.team, {teams.begin(), teams.end()}), !asked.accounts.empty()});
}

AccountName FoldRun::name_of(AccountId id) const {
    AccountName name = name_account(store_, id);
    if (!id.is_pool()) name.person = reconciler_.seat(id.seat()).name;
    return name;
}

bool FoldRun::asks_about(AccountId id) const {
    if (!query_.team.empty() && (id.is_pool() || reconciler_.seat(id.seat()).team != query_.team)) return false;
    if (query_.accounts.empty()) return true;
    return std::any_of(query_.accounts.begin(), query_.accounts.end(), [&](AccountId named) {
        return named == id || (!named.is_pool() && reconciler_.account_of(named.seat()) == id);
    });
}

bool FoldRun::asks_about(AccountId id, SeatId seat) const {
    if (!query_.team.empty() && reconciler_.seat(seat).team != query_.team) return false;
    if (query_.accounts.empty()) return true;
    return std::any_of(query_.accounts.begin(), query_.accounts.end(),
                       [&](AccountId named) { return named == id || named == AccountId::of(seat); });
}

std::vector<std::pair<AccountName, AccountState>> FoldRun::listed() const {
    std::vector<std::pair<AccountName, AccountState>> found;
    for (auto& state : reconciler_.accounts()) {
        // List an account without a stint only for facts that are counted against it (docs/reference.md, balance).
        if (!state.had_stint && state.totals.all_zero()) continue;
        if (asks_about(state.account)) found.emplace_back(name_of(state.account), std::move(state));
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return found;
}

}  // namespace inmail::app
