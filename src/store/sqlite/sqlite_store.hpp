#pragma once

#include "inmail/chain/chain.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/store/open.hpp"
#include "inmail/store/store.hpp"
#include "sqlite/batches.hpp"
#include "sqlite/checkpoints.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/dictionary.hpp"
#include "sqlite/record_reader.hpp"

namespace inmail::store {

/// The parts of an open ledger that its readers and its writer share.
struct OpenLedger {
    explicit OpenLedger(std::unique_ptr<Connection> opened, Chain known = Chain{});

    std::unique_ptr<Connection> connection;
    Names names;
    Chain chain;
    LedgerInfo info;
    Checkpoints checkpoints;
};

/// The Store of one SQLite file.
class SqliteStore final : public Store {
  public:
    /// `chain`: the versions of links that are known; a test has others than the program.
    SqliteStore(std::unique_ptr<Connection> connection, Access access, Caching caching, Chain chain = Chain{});

    [[nodiscard]] const LedgerInfo& info() const override { return ledger_.info; }

    [[nodiscard]] std::optional<SeatId> find_seat(std::string_view handle) override;
    [[nodiscard]] std::optional<PoolId> find_pool(std::string_view name) override;
    [[nodiscard]] std::optional<PlanId> find_plan(std::string_view name) override;
    [[nodiscard]] std::optional<RulebookId> find_rulebook(std::string_view name) override;
    [[nodiscard]] std::optional<ProspectId> find_prospect(std::string_view key) override;
    [[nodiscard]] std::string name_of(SeatId id) override { return ledger_.names.seats.name_of(id.value); }
    [[nodiscard]] std::string name_of(PoolId id) override { return ledger_.names.pools.name_of(id.value); }
    [[nodiscard]] std::string name_of(PlanId id) override { return ledger_.names.plans.name_of(id.value); }
    [[nodiscard]] std::string name_of(RulebookId id) override { return ledger_.names.rulebooks.name_of(id.value); }
    [[nodiscard]] std::string name_of(ProspectId id) override { return ledger_.names.prospects.name_of(id.value); }
    [[nodiscard]] std::vector<std::string> seats() override;
    [[nodiscard]] std::vector<std::string> pools() override;

    [[nodiscard]] Rulebooks rulebooks(std::optional<Instant> known_at) override;
    [[nodiscard]] std::vector<RulebookListing> rulebook_listings(std::optional<Instant> known_at) override;

    using Store::read;
    void read(const Scope& scope, std::size_t about, const std::function<void(const std::vector<const Event*>&)>& each) override;
    [[nodiscard]] std::vector<Membership> memberships() override;
    [[nodiscard]] std::optional<Checkpoint> checkpoint(const Scope& scope) override;
    [[nodiscard]] CheckpointSchedule checkpoint_schedule(const Scope& scope) override;
    void keep_checkpoint(const Scope& scope, Instant at, const std::function<std::string(AccountId)>& state_of) override;
    [[nodiscard]] std::vector<Instant> checkpoint_instants() override { return ledger_.checkpoints.instants(); }
    [[nodiscard]] std::vector<AccountId> wrong_checkpoints(Instant at,
                                                           const std::function<std::string(AccountId)>& state_of) override {
        return ledger_.checkpoints.wrong_at(at, state_of);
    }
    void read_records(const Scope& scope, const std::function<void(const RecordedEvent&)>& each) override;
    [[nodiscard]] std::optional<RecordedEvent> find_event(std::string_view key) override;
    [[nodiscard]] std::optional<RecordedEvent> find_event(EventId id) override;
    [[nodiscard]] std::optional<EventId> event_with(std::string_view key) override;
    [[nodiscard]] std::optional<RecordedEvent> last_free_send(SeatId seat, ProspectId prospect, Instant until) override;
    [[nodiscard]] std::int64_t event_count() override;
    [[nodiscard]] std::optional<Instant> last_recorded_at() override;
    [[nodiscard]] std::optional<Instant> first_occurred_at() override;
    [[nodiscard]] std::vector<std::string> live_keys_of_batch(std::string_view batch) override;
    [[nodiscard]] std::optional<std::string> last_live_batch() override;
    [[nodiscard]] std::optional<std::string> archive_owner(SeatId seat) override;

    [[nodiscard]] std::string head() override;
    [[nodiscard]] std::vector<std::string> access_problems() override;
    [[nodiscard]] std::vector<std::string> verify(const std::string& known_head) override;
    [[nodiscard]] std::vector<std::string> copies() override;
    [[nodiscard]] std::vector<std::string> texts_beside_events() override;
    void scrub() override;

    [[nodiscard]] std::unique_ptr<Store::Transaction> begin(Instant now, const std::string& command) override;

  private:
    [[nodiscard]] Connection& connection() { return *ledger_.connection; }
    [[nodiscard]] std::vector<std::string> live_keys(std::int64_t batch_id, std::int64_t first_seq, std::int64_t end_seq,
                                                     int at_most);
    [[nodiscard]] bool is_last_word(const BatchRun& run);
    [[nodiscard]] std::vector<AccountId> subjects_of(const Scope& scope);
    [[nodiscard]] bool is_writing() { return access_ == Access::write && connection().in_transaction(); }
    /// Whether checkpoint, terms and events are read as of one moment: elsewhere others may record between.
    [[nodiscard]] bool stands_still() { return access_ == Access::read || connection().in_transaction(); }
    /// When the ledger last learnt anything, event or terms; nothing in an empty one.
    [[nodiscard]] std::optional<Instant> last_change_at();

    OpenLedger ledger_;
    RecordReader records_;
    Access access_;
    bool uses_checkpoints_;
    bool keeps_checkpoints_;  ///< false after it could not be done once
};

}  // namespace inmail::store
