#include "inmail/app/import/import_roster.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "batch_commands.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/plan_names.hpp"
#include "inmail/app/record/midway.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/io/roster_csv.hpp"
#include "inmail/store/store.hpp"
#include "record/current_head.hpp"
#include "record/name_check.hpp"
#include "record/pending_events.hpp"
#include "record/recording.hpp"

namespace inmail::app {
namespace {

/// For a fold that is part of a recording.
ReportQuery whole_ledger(Instant now) {
    ReportQuery query{now, std::nullopt, {}};
    query.leaves_checkpoints = false;
    return query;
}

/// Compares a roster with the ledger, and records what differs.
class RosterImport {
  public:
    /// `transaction`: none for a trial.
    RosterImport(Store& store, Transaction* transaction, const io::Roster& roster, const RosterRequest& request)
        : store_(store),
          transaction_(transaction),
          roster_(roster),
          request_(request),
          fold_run_(store, whole_ledger(request.now)),
          names_(store) {}

    RosterResult run() {
        result_.rejected = roster_.rejected;
        if (result_.rejected.empty()) result_.unsound = flaw_of_list();
        if (result_.unsound) return std::move(result_);
        fold_run_.fold();
        for (const auto& row : roster_.rows) compare(row);
        if (!result_.rejected.empty()) return std::move(result_);
        if (request_.cancel_missing) cancel_missing();
        if (result_.unsound) return std::move(result_);
        add_balances();
        result_.recorded.dry_run = request_.dry_run;
        if (events_.empty()) return std::move(result_);
        RecordRequest record_request(request_);
        record_request.events = std::move(events_);
        result_.recorded = Recording(store_, transaction_, record_request).run();
        return std::move(result_);
    }

  private:
    /// What a seat has now.
    struct Standing {
        bool active{false};
        std::string plan;  ///< of its own; empty in a pool
        std::string pool;
        std::string team;
        std::string name;
        Instant since;
    };

    [[nodiscard]] std::optional<UnsoundRoster> flaw_of_list() const {
        if (roster_.rows.empty()) return UnsoundRoster{UnsoundRoster::Why::empty};
        std::set<std::string> seen;
        std::set<std::string> twice;
        for (const auto& row : roster_.rows) {
            if (!seen.insert(row.handle).second) twice.insert(row.handle);
        }
        if (twice.empty()) return std::nullopt;
        return UnsoundRoster{UnsoundRoster::Why::handle_twice, {twice.begin(), twice.end()}};
    }

    [[nodiscard]] Standing standing_of(const std::string& handle) const {
        Standing standing;
        const auto seat = store_.find_seat(handle);
        if (!seat) return standing;
        const Reconciler& reconciler = fold_run_.reconciler();
        const SeatState state = reconciler.seat(*seat);
        standing.team = state.team;
        standing.name = state.name;
        if (!is_none(state.pool)) {
            standing.active = true;
            standing.pool = store_.name_of(state.pool);
            for (const Member& member : reconciler.members(state.pool)) {
                if (member.seat == *seat) standing.since = member.since;
            }
            return standing;
        }
        const auto account = reconciler.account(AccountId::of(*seat));
        if (!account || !account->active) return standing;
        standing.active = true;
        standing.plan = store_.name_of(account->plan);
        standing.since = account->stint_since.value_or(request_.now);
        return standing;
    }

    void reject(const io::RosterRow& row, std::string column, ValueFlaw flaw) {
        result_.rejected.push_back({row.line, std::move(column), std::move(flaw)});
    }

    void compare(const io::RosterRow& row) {
        EventRecord event;
        event.line = row.line;
        event.seat = row.handle;
        event.pool = row.pool;
        event.team = row.team;
        event.name = row.name;
        event.plan = plan_meant(row.plan);
        const std::size_t before = result_.rejected.size();
        for (auto& flaw : names_.flaws_of(event)) reject(row, std::move(flaw.column), std::move(flaw.reason));
        if (!row.pool.empty() && !row.plan.empty()) reject(row, "plan", {FlawKind::plan_with_pool, row.plan});
        if (!row.pool.empty() && !store_.find_pool(row.pool)) {
            reject(row, "pool", {FlawKind::unknown_pool, row.pool});
            result_.rejected.back().flaw.choices = store_.subscribed(AccountId::Kind::pool);
        }
        if (!row.pool.empty() && row.holds) reject(row, "holds", {FlawKind::amount_not_taken, row.pool, "subscribe"});
        const Standing now = standing_of(row.handle);
        const bool names_licence = !event.plan.empty() || !event.pool.empty();
        if (!now.active && !names_licence) reject(row, "plan", {FlawKind::missing});
        if (before != result_.rejected.size()) return;
        if (names_licence && (!now.active || now.plan != event.plan || now.pool != event.pool))
            return start(row, now, std::move(event));
        compare_names(row, now, std::move(event));
    }

    [[nodiscard]] std::string plan_meant(const std::string& typed) const {
        if (typed.empty()) return {};
        const auto match = match_plan(store_, typed);
        return match.fitting.size() == 1 && !match.fitting.plans.empty() ? match.fitting.plans.front() : typed;
    }

    /// A seat that takes another plan or pool than it has.
    void start(const io::RosterRow& row, const Standing& now, EventRecord event) {
        if (is_planned(event)) return;
        event.kind = now.active ? EventKind::switch_plan : EventKind::subscribe;
        event.at = row.since.value_or(request_.now);
        if (now.active && row.since && *row.since <= now.since) {
            result_.other_days.push_back({row.handle, *row.since, now.since});
            event.at = request_.now;
        }
        if (row.holds && !now.active) {
            if (!row.since) event.at = midway(row, event);
            held_.emplace_back(row.handle, *row.holds);
        }
        if (event.at > request_.now) reject(row, "since", {FlawKind::in_future, to_rfc3339(event.at)});
        for (auto& flaw : flaws_of(event)) reject(row, std::move(flaw.column), std::move(flaw.reason));
        events_.push_back(std::move(event));
    }

    /// Whether the ledger has it for a later day.
    [[nodiscard]] bool is_planned(const EventRecord& event) const {
        const auto seat = store_.find_seat(event.seat);
        if (!seat) return false;
        const auto& ahead = fold_run_.plan_events_ahead();
        return std::any_of(ahead.begin(), ahead.end(), [&](const Event& later) {
            const auto* subscribe = std::get_if<Event::Subscribe>(&later.payload);
            const auto* change = std::get_if<Event::Switch>(&later.payload);
            const Event::PlanChange* plan = subscribe != nullptr ? static_cast<const Event::PlanChange*>(subscribe) : change;
            return later.seat == *seat && plan != nullptr && store_.name_of(plan->plan) == event.plan &&
                   store_.name_of(later.pool) == event.pool;
        });
    }

    [[nodiscard]] Instant midway(const io::RosterRow& row, const EventRecord& event) {
        switch (midway_start(store_, event, request_.first_of_month, request_.now)) {
            case MidwayStart::first_of_month:
                return request_.first_of_month;
            case MidwayStart::billing_day:
                reject(row, "since", {FlawKind::missing});
                break;
            case MidwayStart::now:
                break;
        }
        return request_.now;
    }

    void compare_names(const io::RosterRow& row, const Standing& now, EventRecord event) {
        if (row.since && *row.since != now.since) result_.other_days.push_back({row.handle, *row.since, now.since});
        if (event.team == now.team) event.team.clear();
        if (event.name == now.name) event.name.clear();
        if (event.team.empty() && event.name.empty()) return;
        event.kind = EventKind::assign;
        event.at = request_.now;
        event.plan.clear();
        event.pool.clear();
        for (auto& flaw : flaws_of(event)) reject(row, std::move(flaw.column), std::move(flaw.reason));
        events_.push_back(std::move(event));
    }

    void cancel_missing() {
        std::set<std::string> listed;
        std::set<std::string> teams;
        std::set<std::string> pools;
        for (const auto& row : roster_.rows) {
            listed.insert(row.handle);
            if (!row.team.empty()) teams.insert(row.team);
            if (!row.pool.empty()) pools.insert(row.pool);
        }
        std::vector<std::string> gone;
        std::size_t looked_at = 0;
        for (const auto& handle : store_.subscribed(AccountId::Kind::seat)) {
            const Standing now = standing_of(handle);
            if (!now.active || (teams.count(now.team) == 0 && pools.count(now.pool) == 0)) continue;
            ++looked_at;
            if (listed.count(handle) == 0) gone.push_back(handle);
        }
        constexpr std::size_t parts = 3;
        if (gone.size() * parts > looked_at && !request_.force) {
            result_.unsound = UnsoundRoster{UnsoundRoster::Why::too_many_gone, gone, static_cast<std::int64_t>(looked_at)};
            return;
        }
        for (const auto& handle : gone) {
            EventRecord cancel;
            cancel.kind = EventKind::cancel;
            cancel.at = request_.now;
            cancel.seat = handle;
            events_.push_back(std::move(cancel));
        }
    }

    /// What LinkedIn shows of new seats, which have no balance before their events.
    void add_balances() {
        if (held_.empty()) return;
        PendingEvents pending(store_, request_.now);
        for (const EventRecord& event : events_) pending.add(event);
        FoldRun ahead(pending, whole_ledger(request_.now));
        ahead.fold();
        for (const auto& [handle, holds] : held_) {
            const auto seat = pending.find_seat(handle);
            const auto state = ahead.reconciler().account(AccountId::of(*seat));
            EventRecord event;
            event.at = request_.now;
            event.seat = handle;
            event.kind = EventKind::adjust;
            event.amount = holds - (state ? state->available : no_credits);
            if (*event.amount != no_credits) events_.push_back(event);
            event.kind = EventKind::observe;
            event.amount = holds;
            events_.push_back(std::move(event));
        }
    }

    Store& store_;
    Transaction* transaction_;
    const io::Roster& roster_;
    const RosterRequest& request_;
    FoldRun fold_run_;
    NameCheck names_;
    RosterResult result_;
    std::vector<EventRecord> events_;
    std::vector<std::pair<std::string, Credits>> held_;  ///< by new seat
};

}  // namespace

RosterResult import_roster(Store& store, const io::Roster& roster, const RosterRequest& request) {
    // What is compared is what is recorded on: others may record meanwhile.
    return on_current_head([&] {
        const auto transaction =
            request.dry_run ? nullptr : store.begin(request.now, std::string(command_import_roster) + request.source);
        return RosterImport(store, transaction.get(), roster, request).run();
    });
}

}  // namespace inmail::app
