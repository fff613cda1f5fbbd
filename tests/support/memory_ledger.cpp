#include "support/memory_ledger.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/strings.hpp"
#include "support/memory_transaction.hpp"

namespace inmail::test {

class MemoryStore final : public Store {
  public:
    using State = MemoryLedger::State;

    MemoryStore(MemoryLedger& ledger, store::Access access) : ledger_(ledger) {
        if (access == store::Access::read) snapshot_ = ledger.current();
    }

    [[nodiscard]] const LedgerInfo& info() const override { return info_; }

    [[nodiscard]] LedgerExtent extent() override {
        const auto state = shown();
        LedgerExtent extent;
        extent.events = static_cast<std::int64_t>(state->events.size());
        extent.head = to_hex(state->head);
        if (state->events.empty()) return extent;
        extent.last_event = state->events.back().event.id;
        extent.last_recorded_at = state->events.back().event.recorded_at;
        extent.first_occurred_at = last_instant;
        for (const State::Kept& kept : state->events)
            extent.first_occurred_at = std::min(*extent.first_occurred_at, kept.event.at);
        return extent;
    }

    [[nodiscard]] std::vector<std::uint32_t> ids_of(NameKind kind, const std::vector<std::string>& names) override {
        const auto state = shown();
        std::vector<std::uint32_t> ids;
        for (const std::string& name : names) {
            const bool is_subscribed = std::any_of(state->events.begin(), state->events.end(), [&](const State::Kept& kept) {
                const RecordedEvent& event = kept.event;
                return (event.kind == EventKind::subscribe && name_in(kind, event) == name) ||
                       (kind == NameKind::seat && event.to == name);
            });
            const bool needs_subscribe = kind == NameKind::seat || kind == NameKind::pool;
            ids.push_back(needs_subscribe && !is_subscribed ? 0 : state->find(kind, name));
        }
        return ids;
    }

    [[nodiscard]] std::vector<std::string> names_of(NameKind kind, const std::vector<std::uint32_t>& ids) override {
        const auto state = shown();
        std::vector<std::string> names;
        for (const std::uint32_t id : ids) {
            std::string found;
            for (const auto& [of, all] : state->names) {
                if (of != kind) continue;
                for (std::size_t place = 0; place < all.size(); ++place) {
                    if (State::id_at(place) == id) found = all[place];
                }
            }
            if (found.empty() && id != 0) throw DamagedLedger({damage::MissingRow{"name", id}});
            names.push_back(std::move(found));
        }
        return names;
    }

    [[nodiscard]] std::vector<std::string> subscribed(AccountId::Kind kind) override {
        const auto state = shown();
        std::set<std::string> names;
        for (const State::Kept& kept : state->events) {
            const std::string& name = kind == AccountId::Kind::pool ? kept.event.pool : kept.event.seat;
            if (kept.event.kind == EventKind::subscribe && !state->is_voided(kept.event, {}) && !name.empty()) names.insert(name);
        }
        return {names.begin(), names.end()};
    }

    [[nodiscard]] std::vector<StoredTerms> terms(std::optional<Instant> known_at) override {
        std::vector<StoredTerms> rows;
        for (const State::OwnTerms& known : shown()->terms) {
            if (known.terms.ships() || !known_at || *known.terms.row.recorded_at <= *known_at) rows.push_back(known.terms);
        }
        std::sort(rows.begin(), rows.end(), [](const StoredTerms& a, const StoredTerms& b) {
            return std::tie(a.rulebook, a.plan, a.row.terms.effective_from, a.edition) <
                   std::tie(b.rulebook, b.plan, b.row.terms.effective_from, b.edition);
        });
        return rows;
    }

    using FoldSource::read;
    void read(const Scope& scope, std::size_t about, const std::function<void(const std::vector<const Event*>&)>& each) override {
        const auto state = shown();
        const auto accounts = state->linked(scope.accounts);
        std::vector<Event> events;
        for (const State::Kept& kept : state->events) {
            const bool is_void = kept.event.kind == EventKind::void_event || state->is_voided(kept.event, scope.known_at);
            const bool is_before = scope.after && kept.event.at <= *scope.after;
            const bool is_left_out = scope.plan_events_only && !is_plan_event(kept.event.kind);
            if (!is_void && !is_before && !is_left_out && state->holds(scope, accounts, kept))
                events.push_back(event_of(kept.event, kept.ids));
        }
        std::sort(events.begin(), events.end(), fold_before);
        std::vector<const Event*> portion;
        for (const Event& event : events) {
            if (portion.size() >= about && portion.back()->at != event.at) {
                each(portion);
                portion.clear();
            }
            portion.push_back(&event);
        }
        if (!portion.empty()) each(portion);
    }

    void read_records(const Scope& scope, const std::function<void(const RecordedEvent&)>& each) override {
        const auto state = shown();
        const auto accounts = state->linked(scope.accounts);
        for (const State::Kept& kept : state->events) {
            const bool is_of_batch = scope.batch.empty() || kept.event.batch == scope.batch;
            if (is_of_batch && state->holds(scope, accounts, kept)) each(state->as_read(kept.event, scope.known_at));
        }
    }

    [[nodiscard]] std::vector<std::optional<RecordedEvent>> find_events(const std::vector<std::string>& keys) override {
        const auto state = shown();
        std::vector<std::optional<RecordedEvent>> found;
        for (const std::string& key : keys) {
            const State::Kept* kept = state->find(key);
            found.push_back(kept == nullptr ? std::nullopt : std::optional{state->as_read(kept->event)});
        }
        return found;
    }

    void pass_events(const std::vector<EventId>& ids, const std::function<void(const RecordedEvent*)>& each) override {
        const auto state = shown();
        for (const EventId id : ids) {
            std::optional<RecordedEvent> found;
            for (const State::Kept& kept : state->events) {
                if (kept.event.id == id) found = state->as_read(kept.event);
            }
            each(found ? &*found : nullptr);
        }
    }

    [[nodiscard]] std::vector<std::string> keys_beginning(const std::string& beginning, std::size_t most) override {
        std::vector<std::string> keys;
        for (const State::Kept& kept : shown()->events) {
            if (begins_with(kept.event.key, beginning)) keys.push_back(kept.event.key);
        }
        std::sort(keys.begin(), keys.end());
        keys.resize(std::min(keys.size(), most));
        return keys;
    }

    [[nodiscard]] std::optional<Instant> latest_send(SeatId seat, ProspectId prospect, Instant from, Instant until) override {
        const auto state = shown();
        std::optional<Instant> latest;
        for (const State::Kept& kept : state->events) {
            const RecordedEvent& e = kept.event;
            const bool is_asked = e.kind == EventKind::send && kept.ids.seat == seat && kept.ids.prospect == prospect;
            if (is_asked && e.at >= from && e.at <= until && !state->is_voided(e, {}))
                latest = std::max(latest.value_or(e.at), e.at);
        }
        return latest;
    }

    using Reader::spellings_of;
    [[nodiscard]] std::vector<std::string> spellings_of(const std::vector<std::string>& keys) override {
        std::vector<std::string> found;
        const auto state = shown();
        const auto known = state->names.find(NameKind::prospect);
        if (known == state->names.end()) return found;
        for (const std::string& key : keys) {
            for (const std::string& name : known->second) {
                if (name != key && key_today(name) == key) found.push_back(name);
            }
        }
        return found;
    }

    [[nodiscard]] std::vector<RecordedEvent> messages_with(ProspectId prospect, Instant until) override {
        const auto state = shown();
        std::vector<RecordedEvent> messages;
        for (const State::Kept& kept : state->events) {
            const bool is_asked = kept.ids.prospect == prospect && kept.event.at <= until;
            if (is_asked && !state->is_voided(kept.event, {})) messages.push_back(state->as_read(kept.event));
        }
        std::stable_sort(messages.begin(), messages.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
        return messages;
    }

    [[nodiscard]] std::vector<RecordedEvent> records_with(const std::vector<ProspectId>& prospects) override {
        const auto state = shown();
        std::vector<RecordedEvent> events;
        for (const State::Kept& kept : state->events) {
            const bool is_asked = std::find(prospects.begin(), prospects.end(), kept.ids.prospect) != prospects.end();
            if (is_asked && !is_none(kept.ids.prospect)) events.push_back(state->as_read(kept.event));
        }
        return events;
    }

    void read_prospects(const std::function<void(ProspectId, const std::string&)>& each) override {
        const auto state = shown();
        const auto known = state->names.find(NameKind::prospect);
        if (known == state->names.end()) return;
        for (std::size_t place = 0; place < known->second.size(); ++place)
            each(ProspectId{State::id_at(place)}, known->second[place]);
    }

    void read_message_texts(std::optional<SeatId> seat, const std::function<void(const MessageText&)>& each) override {
        const auto state = shown();
        for (const auto& [event, command, ids] : state->events) {
            const bool is_message = event.kind == EventKind::send || is_answer(event.kind);
            if (is_message && (!seat || ids.seat == *seat))
                each({event.id, ids.prospect, event.campaign, event.thread, event.note});
        }
    }

    void read_batches(const std::function<bool(const Batch&)>& each) override {
        const auto state = shown();
        std::vector<Batch> batches;
        for (std::size_t i = 0; i < state->events.size(); ++i) {
            const State::Kept& kept = state->events[i];
            if (batches.empty() || batches.back().name != kept.event.batch)
                batches.push_back({kept.event.batch, kept.command, false});
            batches.back().terms_follow =
                std::any_of(state->terms.begin(), state->terms.end(),
                            [&](const State::OwnTerms& terms) { return !terms.terms.ships() && terms.events_before >= i + 1; });
        }
        std::reverse(batches.begin(), batches.end());
        for (const Batch& batch : batches) {
            if (!each(batch)) return;
        }
    }

    [[nodiscard]] std::vector<AccountLink> links() override {
        std::set<std::pair<AccountId, AccountId>> seen;
        std::vector<AccountLink> all;
        for (const State::Kept& kept : shown()->events) {
            const auto other = State::linked_by(kept);
            if (other && seen.emplace(AccountId::of(kept.ids.seat), *other).second)
                all.push_back({AccountId::of(kept.ids.seat), *other});
        }
        return all;
    }

    [[nodiscard]] std::string command_of(const std::string& batch) override {
        const auto state = shown();
        const auto last = std::find_if(state->events.rbegin(), state->events.rend(),
                                       [&](const State::Kept& kept) { return kept.event.batch == batch; });
        return last == state->events.rend() ? std::string() : last->command;
    }
    [[nodiscard]] std::vector<ArchiveOwner> archive_owners() override { return shown()->archive_owners; }

    [[nodiscard]] std::vector<KnownRun> known_runs() override { return shown()->told_again; }
    [[nodiscard]] std::vector<ImportZone> zones_of_imports(const std::string& command) override {
        std::vector<ImportZone> zones;
        for (const auto& [of, zone] : shown()->import_zones) {
            if (of == command) zones.push_back(zone);
        }
        return zones;
    }

    [[nodiscard]] std::unique_ptr<Transaction> begin(Instant now, const std::string& command) override {
        ensure(snapshot_ == nullptr, "a ledger that is opened for reading is not written");
        return std::make_unique<MemoryTransaction>(ledger_, working_, now, command);
    }

  private:
    [[nodiscard]] std::shared_ptr<const State> shown() {
        if (working_) return working_;
        return snapshot_ ? snapshot_ : ledger_.current();
    }
    static const std::string& name_in(NameKind kind, const RecordedEvent& event) {
        return kind == NameKind::pool ? event.pool : event.seat;
    }

    MemoryLedger& ledger_;
    LedgerInfo info_{ledger_.current()->info};
    std::shared_ptr<const State> snapshot_;  // of a reader
    std::shared_ptr<State> working_;         // of the transaction that is open
};

MemoryLedger::MemoryLedger() {
    auto state = std::make_shared<State>();
    for (const char* rulebook : {"linkedin", "quicklead"}) {
        for (const char* plan : {"sales-navigator-core", "recruiter-corporate"}) {
            NamedTerms row{rulebook, plan, {}, {}};
            row.terms.effective_from = Day{16'436};
            row.terms.allowance = Credits{50};
            row.terms.cap = Credits{150};
            row.terms.pooled = true;
            const RulebookId rulebook_id{state->find_or_add(NameKind::rulebook, rulebook)};
            const PlanId plan_id{state->find_or_add(NameKind::plan, plan)};
            state->terms.push_back({{rulebook_id, plan_id, rulebook, 1, row}, 0});
        }
    }
    state_ = std::move(state);
}

std::unique_ptr<Store> MemoryLedger::open(store::Access access) { return std::make_unique<MemoryStore>(*this, access); }

std::shared_ptr<const MemoryLedger::State> MemoryLedger::current() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return state_;
}

void MemoryLedger::replace(const std::shared_ptr<const State>& seen, std::shared_ptr<const State> next) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (state_ != seen) throw HeadMoved();
    state_ = std::move(next);
}

}  // namespace inmail::test
