#pragma once

#include "inmail/store/open.hpp"
#include "inmail/store/store.hpp"
#include "sqlite/batches.hpp"
#include "sqlite/checkpoint_keeper.hpp"
#include "sqlite/maintenance.hpp"
#include "sqlite/open_ledger.hpp"
#include "sqlite/record_reader.hpp"

namespace inmail::store {

/// The Store of one SQLite file.
class SqliteStore final : public Store, public LedgerFile {
  public:
    /// `chain`: the versions of links that are known; a test has others than the program. `former_edition`: as of LedgerFile.
    SqliteStore(std::unique_ptr<Connection> connection, Access access, Caching caching, Chain chain = Chain{},
                std::optional<int> former_edition = std::nullopt);

    /// If the file is a copy, proves and adopts it. Throws DamagedLedger if it is not sound.
    void prove_copy();
    /// A copy to write to, which is gone with the store.
    [[nodiscard]] std::unique_ptr<SqliteStore> copy_in_memory();

    [[nodiscard]] const LedgerInfo& info() const override { return ledger_.info; }
    [[nodiscard]] LedgerExtent extent() override;

    [[nodiscard]] std::vector<std::uint32_t> ids_of(NameKind kind, const std::vector<std::string>& names) override;
    [[nodiscard]] std::vector<std::string> names_of(NameKind kind, const std::vector<std::uint32_t>& ids) override;
    [[nodiscard]] std::vector<std::string> subscribed(AccountId::Kind kind) override;
    [[nodiscard]] std::vector<StoredTerms> terms(std::optional<Instant> known_at) override;

    using FoldSource::read;
    void read(const Scope& scope, std::size_t about, const std::function<void(const std::vector<const Event*>&)>& each) override;
    void read_records(const Scope& scope, const std::function<void(const RecordedEvent&)>& each) override;
    [[nodiscard]] std::vector<std::optional<RecordedEvent>> find_events(const std::vector<std::string>& keys) override;
    void pass_events(const std::vector<EventId>& ids, const std::function<void(const RecordedEvent*)>& each) override;
    [[nodiscard]] std::vector<std::string> keys_beginning(const std::string& beginning, std::size_t most) override;
    [[nodiscard]] std::optional<Instant> latest_send(SeatId seat, ProspectId prospect, Instant from, Instant until) override;
    using Reader::spellings_of;
    [[nodiscard]] std::vector<std::string> spellings_of(const std::vector<std::string>& keys) override;
    [[nodiscard]] std::vector<RecordedEvent> messages_with(ProspectId prospect, Instant until) override;
    [[nodiscard]] std::vector<RecordedEvent> records_with(const std::vector<ProspectId>& prospects) override;
    void read_prospects(const std::function<void(ProspectId, const std::string&)>& each) override;
    void read_message_texts(std::optional<SeatId> seat, const std::function<void(const MessageText&)>& each) override;
    void read_batches(const std::function<bool(const Batch&)>& each) override;
    [[nodiscard]] std::vector<AccountLink> links() override;
    [[nodiscard]] std::vector<ArchiveOwner> archive_owners() override;
    [[nodiscard]] std::vector<KnownRun> known_runs() override;
    [[nodiscard]] std::vector<ImportZone> zones_of_imports(const std::string& command) override;
    [[nodiscard]] std::string command_of(const std::string& batch) override;
    [[nodiscard]] CheckpointKeeper* checkpoints() override { return &checkpoints_; }

    [[nodiscard]] std::unique_ptr<Transaction> begin(Instant now, const std::string& command) override;
    [[nodiscard]] Maintenance* maintenance() override { return &maintenance_; }
    [[nodiscard]] LedgerFile* file() override { return this; }

    void write_back() override { connection().write_back(); }
    [[nodiscard]] std::optional<int> former_edition() const override { return former_edition_; }

  private:
    [[nodiscard]] Connection& connection() { return *ledger_.connection; }
    [[nodiscard]] std::uint32_t id_of(NameKind kind, const std::string& name);
    [[nodiscard]] std::uint32_t subscribed_id(Dictionary& dictionary, const char* sql, const std::string& name);

    OpenLedger ledger_;
    RecordReader records_;
    Access access_;
    FileCheckpoints checkpoints_;
    FileMaintenance maintenance_;
    std::optional<int> former_edition_;
};

}  // namespace inmail::store
