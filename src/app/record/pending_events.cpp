#include "record/pending_events.hpp"

#include <algorithm>
#include <utility>

#include "inmail/chain/event_key.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/store/checkpoint_keeper.hpp"

namespace inmail::app {

/// The store's checkpoints up to the first change by a pending event.
class PendingEvents::Checkpoints final : public CheckpointKeeper {
  public:
    Checkpoints(const PendingEvents& pending, CheckpointKeeper& kept) : pending_(pending), kept_(kept) {}

    [[nodiscard]] std::optional<Checkpoint> latest(const Scope& scope) override {
        const auto stored = unchanged(scope);
        return stored ? kept_.latest(*stored) : std::nullopt;
    }
    [[nodiscard]] CheckpointSchedule schedule(const Scope& scope) override {
        const auto stored = unchanged(scope);
        return stored ? kept_.schedule(*stored) : CheckpointSchedule{};
    }
    void keep(const Scope& scope, Instant at, const StateOf& state_of) override {
        if (const auto stored = unchanged(scope)) kept_.keep(*stored, at, state_of);
    }
    [[nodiscard]] std::vector<Instant> instants() override { return kept_.instants(); }
    [[nodiscard]] std::vector<AccountId> wrong_at(Instant at, const StateOf& state_of) override {
        return kept_.wrong_at(at, state_of);
    }

  private:
    [[nodiscard]] std::optional<Scope> unchanged(Scope scope) const {
        scope.until = std::min(scope.until, pending_.unchanged_before_ - Duration{1});
        if (scope.until < first_instant) return std::nullopt;
        return pending_.stored_scope(std::move(scope));
    }

    const PendingEvents& pending_;
    CheckpointKeeper& kept_;
};

PendingEvents::PendingEvents(Reader& stored, Instant now) : stored_(stored), now_(now) {
    if (CheckpointKeeper* kept = stored.checkpoints()) checkpoints_ = std::make_unique<Checkpoints>(*this, *kept);
}

PendingEvents::~PendingEvents() = default;

CheckpointKeeper* PendingEvents::checkpoints() { return checkpoints_.get(); }

const PendingEvent& PendingEvents::add(EventRecord record, const RecordedEvent* target) {
    if (!extent_) extent_ = stored_.extent();
    if (extent_->last_event.value >= first_provisional_event)
        throw DamagedLedger({damage::BadRowNumber{"event", extent_->last_event.value}});
    const auto number = static_cast<std::int64_t>(events_.size());
    if (record.key.empty()) {
        const Instant recorded_at = std::max(now_, extent_->last_recorded_at.value_or(now_));
        record.key = generate_key(recorded_at, extent_->last_event.value + number + 1);
    }
    PendingEvent& event = events_.emplace_back();
    static_cast<EventRecord&>(event) = std::move(record);
    RecordIds& ids = event.ids;
    ids.event = EventId{first_provisional_event + number};
    const EventRecord& names = target == nullptr ? event : static_cast<const EventRecord&>(*target);
    ids.seat = SeatId{id_for(NameKind::seat, names.seat)};
    ids.pool = PoolId{id_for(NameKind::pool, names.pool)};
    if (event.kind == EventKind::void_event) {
        ensure(target != nullptr, "a void names an event");
        taken_back_.insert(target->id);
        unchanged_before_ = std::min(unchanged_before_, target->at);
        return event;
    }
    ids.plan = PlanId{id_for(NameKind::plan, event.plan)};
    ids.rulebook = RulebookId{id_for(NameKind::rulebook, event.rulebook)};
    ids.prospect = ProspectId{id_for(NameKind::prospect, event.prospect)};
    ids.to = SeatId{id_for(NameKind::seat, event.to)};
    Event folded = event_of(event, ids);
    folded_.insert(std::upper_bound(folded_.begin(), folded_.end(), folded, fold_before), std::move(folded));
    if (!is_none(ids.seat) && !is_none(ids.pool)) links_.push_back({AccountId::of(ids.seat), AccountId::of(ids.pool)});
    if (!is_none(ids.to)) links_.push_back({AccountId::of(ids.seat), AccountId::of(ids.to)});
    unchanged_before_ = std::min(unchanged_before_, event.at);
    return event;
}

std::uint32_t PendingEvents::id_for(NameKind kind, const std::string& name) {
    if (name.empty()) return 0;
    const std::uint32_t known = ids_of(kind, {name}).front();
    if (known != 0) return known;
    ensure(kind != NameKind::plan && kind != NameKind::rulebook, "plans and rulebooks of an event are known");
    const auto id = static_cast<std::uint32_t>(first_provisional_id + new_names_.size());
    new_names_.push_back(name);
    return new_ids_[{kind, name}] = id;
}

std::vector<std::uint32_t> PendingEvents::ids_of(NameKind kind, const std::vector<std::string>& names) {
    std::vector<std::uint32_t> ids = stored_.ids_of(kind, names);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto fresh = new_ids_.find({kind, names[i]});
        if (ids[i] == 0 && fresh != new_ids_.end()) ids[i] = fresh->second;
    }
    return ids;
}

std::vector<std::string> PendingEvents::names_of(NameKind kind, const std::vector<std::uint32_t>& ids) {
    std::vector<std::uint32_t> known = ids;
    for (std::uint32_t& id : known) id = id < first_provisional_id ? id : 0;
    std::vector<std::string> names = stored_.names_of(kind, known);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i] >= first_provisional_id) names[i] = new_names_.at(ids[i] - first_provisional_id);
    }
    return names;
}

std::vector<AccountLink> PendingEvents::links() {
    std::vector<AccountLink> all = stored_.links();
    all.insert(all.end(), links_.begin(), links_.end());
    return all;
}

std::optional<Scope> PendingEvents::stored_scope(Scope scope) const {
    ensure(!scope.known_at, "what is about to be recorded was not known before");
    scope.keys = true;  // they order stored events among pending ones
    if (scope.accounts.empty()) return scope;
    for (const AccountLink& link : links_) {
        scope.accounts.push_back(link.seat);
        scope.accounts.push_back(link.other);
    }
    const auto is_new = [](AccountId account) { return account.id >= first_provisional_id; };
    scope.accounts.erase(std::remove_if(scope.accounts.begin(), scope.accounts.end(), is_new), scope.accounts.end());
    // An empty list would mean all accounts.
    if (scope.accounts.empty()) return std::nullopt;
    return scope;
}

void PendingEvents::read(const Scope& scope, std::size_t about,
                         const std::function<void(const std::vector<const Event*>&)>& each) {
    const auto happened = [](Instant t, const Event& event) { return t < event.at; };
    auto next = scope.after ? std::upper_bound(folded_.begin(), folded_.end(), *scope.after, happened) : folded_.begin();
    const auto end = std::upper_bound(folded_.begin(), folded_.end(), scope.until, happened);
    std::vector<const Event*> merged;
    const auto take_pending = [&] {
        if (!scope.plan_events_only || is_plan_event(next->kind())) merged.push_back(&*next);
        ++next;
    };
    const auto take_pending_before = [&](const Event& event) {
        while (next < end && fold_before(*next, event)) take_pending();
    };
    if (const auto stored = stored_scope(scope)) {
        stored_.read(*stored, about, [&](const std::vector<const Event*>& events) {
            merged.clear();
            for (const Event* event : events) {
                take_pending_before(*event);
                if (taken_back_.count(event->id) == 0) merged.push_back(event);
            }
            // Events of one instant come together.
            while (next < end && next->at <= events.back()->at) take_pending();
            if (!merged.empty()) each(merged);
        });
    }
    merged.clear();
    while (next < end) take_pending();
    if (!merged.empty()) each(merged);
}

}  // namespace inmail::app
