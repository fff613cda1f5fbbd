#pragma once

#include "inmail/chain/event_key.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "support/memory_state.hpp"

namespace inmail::test {

/// One write: of a copy, which takes the place of what it was copied from.
class MemoryTransaction final : public Transaction {
  public:
    using State = MemoryLedger::State;

    MemoryTransaction(MemoryLedger& ledger, std::shared_ptr<State>& shown, Instant now, std::string command)
        : ledger_(ledger), shown_(shown), seen_(ledger.current()), now_(now), command_(std::move(command)) {
        shown_ = std::make_shared<State>(*seen_);
        std::set<std::string> taken;
        for (const State::Kept& kept : seen_->events) taken.insert(kept.event.batch);
        std::size_t number = 1;
        while (taken.count("b" + std::to_string(number)) != 0) ++number;
        batch_ = "b" + std::to_string(number);
    }
    ~MemoryTransaction() override { shown_.reset(); }
    void release_memory() override {}

    EventId append(const EventRecord& record, const Provenance* provenance) override {
        State& state = *shown_;
        State::Kept kept;
        RecordedEvent& event = kept.event;
        static_cast<EventRecord&>(event) = record;
        event.id = State::event_at(state.events.size());
        event.recorded_at = provenance != nullptr ? provenance->recorded_at : recorded_at();
        event.recorded_by = provenance != nullptr && !provenance->recorded_by.empty() ? provenance->recorded_by : "tester";
        event.batch = provenance != nullptr && !provenance->batch.empty() ? provenance->batch : batch_;
        if (!state.events.empty() && event.recorded_at < state.events.back().event.recorded_at)
            throw InvalidLedgerRequest(ledger_fault::RecordedEarlier{});
        if (event.key.empty()) event.key = generate_key(event.recorded_at, event.id.value);
        ensure(state.find(event.key) == nullptr, "a key is new");
        if (event.kind == EventKind::void_event) {
            const State::Kept* target = state.find(event.ref);
            ensure(target != nullptr && target->event.kind != EventKind::void_event, "a void names an event");
        }
        ensure(event.plan.empty() || state.find(NameKind::plan, event.plan) != 0, "a plan is known");
        ensure(event.rulebook.empty() || state.find(NameKind::rulebook, event.rulebook) != 0, "a rulebook is known");
        kept.ids = {event.id,
                    SeatId{state.find_or_add(NameKind::seat, event.seat)},
                    PoolId{state.find_or_add(NameKind::pool, event.pool)},
                    PlanId{state.find_or_add(NameKind::plan, event.plan)},
                    RulebookId{state.find_or_add(NameKind::rulebook, event.rulebook)},
                    ProspectId{state.find_or_add(NameKind::prospect, event.prospect)},
                    SeatId{state.find_or_add(NameKind::seat, event.to)}};
        kept.command = command_;
        EventContext context;
        if (!event.prospect.empty()) context.prospect = sha256("salt" + event.prospect);
        context.command = command_;
        state.head = event.hash = chain_.link(chain_.newest_version(), state.head, event, context);
        state.last_recorded_at = std::max(state.last_recorded_at, std::optional{event.recorded_at});
        state.events.push_back(std::move(kept));
        return state.events.back().event.id;
    }

    void append_terms(const std::vector<NamedTerms>& rows, const std::string& new_title) override {
        State& state = *shown_;
        for (NamedTerms row : rows) {
            std::string title = new_title;
            for (const State::OwnTerms& known : state.terms) {
                if (known.terms.row.rulebook == row.rulebook) title = known.terms.title;
                ensure(known.terms.row.rulebook != row.rulebook || known.terms.row.plan != row.plan ||
                           known.terms.row.terms.effective_from != row.terms.effective_from,
                       "a row of terms is new");
            }
            row.recorded_at = row.recorded_at.value_or(recorded_at());
            const TermsLink link{row.rulebook,
                                 title,
                                 row.plan,
                                 row.terms,
                                 *row.recorded_at,
                                 "tester",
                                 static_cast<std::int64_t>(state.events.size())};
            state.head = chain_.link(chain_.newest_version(), state.head, link);
            state.last_recorded_at = std::max(state.last_recorded_at, row.recorded_at);
            const RulebookId rulebook{state.find_or_add(NameKind::rulebook, row.rulebook)};
            const PlanId plan{state.find_or_add(NameKind::plan, row.plan)};
            state.terms.push_back({{rulebook, plan, title, 0, std::move(row)}, state.events.size()});
        }
    }

    void set_archive_owner(SeatId seat, const std::string& owner) override {
        shown_->archive_owners.push_back({seat, owner, batch_so_far()});
    }
    void note_import_zone(const std::string& zone) override {
        shown_->import_zones.push_back({command_, {batch_so_far(), zone}});
    }
    void note_known_run(EventId first, EventId last) override {
        shown_->told_again.push_back({command_, batch_so_far(), shown_->events.back().event.id, first, last});
    }
    [[nodiscard]] const std::string& command() const override { return command_; }
    [[nodiscard]] const std::string& batch() const override { return batch_; }

    void commit() override {
        ensure(shown_ != nullptr, "a transaction is committed once");
        ledger_.replace(seen_, std::move(shown_));
    }

  private:
    [[nodiscard]] std::string batch_so_far() const {
        return shown_->events.size() > seen_->events.size() ? shown_->events.back().event.batch : std::string();
    }
    [[nodiscard]] Instant recorded_at() const { return std::max(now_, shown_->last_recorded_at.value_or(now_)); }

    MemoryLedger& ledger_;
    std::shared_ptr<State>& shown_;  // by the store meanwhile
    std::shared_ptr<const State> seen_;
    Instant now_;
    std::string command_;
    std::string batch_;
    Chain chain_;
};

}  // namespace inmail::test
