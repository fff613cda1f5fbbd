#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "inmail/chain/ledger_status.hpp"
#include "inmail/store/open.hpp"
#include "inmail/store/store.hpp"
#include "postgres/client_checkpoints.hpp"
#include "postgres/connection.hpp"
#include "postgres/foreseen_answers.hpp"
#include "postgres/lookups.hpp"
#include "postgres/maintenance.hpp"
#include "postgres/row_answers.hpp"
#include "postgres/transaction.hpp"

namespace inmail::store::postgres {

/// What the first flight of a session learns.
struct Opening {
    LedgerInfo info;
    Instant at;          ///< the server's clock
    bool is_rep{false};  ///< the user, who then sees neither all events nor the table of members
};

/// The Store of a PostgreSQL database, whose schema `inmail` holds one ledger. A reader sees one snapshot; a writer sees one from
/// `begin` to the end of its transaction, and else whatever is recorded by then; if something is foreseen, the first write's
/// snapshot begins as the ledger opens. It has no file.
class PostgresStore final : public Store, private ServerLedger {
  public:
    /// Throws InvalidLedgerRequest if the server has no ledger there, DamagedLedger if a newer program made it.
    PostgresStore(const std::string& location, Access access, Caching caching = Caching::ignored,
                  const ServerOptions& options = {});

    [[nodiscard]] LedgerStatus status();

    [[nodiscard]] const LedgerInfo& info() const override { return opening_.info; }
    [[nodiscard]] LedgerExtent extent() override;

    [[nodiscard]] std::vector<std::uint32_t> ids_of(NameKind kind, const std::vector<std::string>& names) override;
    [[nodiscard]] std::vector<std::string> names_of(NameKind kind, const std::vector<std::uint32_t>& ids) override;
    [[nodiscard]] std::vector<std::string> subscribed(AccountId::Kind kind) override;
    [[nodiscard]] std::vector<StoredTerms> terms(std::optional<Instant> known_at) override;

    using FoldSource::read;
    void read(const Scope& scope, std::size_t about, const std::function<void(const std::vector<const Event*>&)>& each) override;
    [[nodiscard]] std::vector<AccountLink> links() override;

    void read_records(const Scope& scope, const std::function<void(const RecordedEvent&)>& each) override;
    [[nodiscard]] std::vector<std::optional<RecordedEvent>> find_events(const std::vector<std::string>& keys) override;
    void pass_events(const std::vector<EventId>& ids, const std::function<void(const RecordedEvent*)>& each) override;
    [[nodiscard]] std::vector<std::string> keys_beginning(const std::string& beginning, std::size_t most) override;
    [[nodiscard]] std::vector<RecordedEvent> messages_with(ProspectId prospect, Instant until) override;
    [[nodiscard]] std::vector<RecordedEvent> records_with(const std::vector<ProspectId>& prospects) override;
    [[nodiscard]] std::optional<Instant> latest_send(SeatId seat, ProspectId prospect, Instant from, Instant until) override;
    using Reader::spellings_of;
    [[nodiscard]] std::vector<std::string> spellings_of(const std::vector<std::string>& keys) override;
    void read_prospects(const std::function<void(ProspectId, const std::string&)>& each) override;
    void read_message_texts(std::optional<SeatId> seat, const std::function<void(const MessageText&)>& each) override;
    void read_batches(const std::function<bool(const Batch&)>& each) override;
    [[nodiscard]] std::string command_of(const std::string& batch) override;
    [[nodiscard]] std::vector<ArchiveOwner> archive_owners() override;
    [[nodiscard]] std::vector<KnownRun> known_runs() override;
    [[nodiscard]] std::vector<ImportZone> zones_of_imports(const std::string& command) override;

    [[nodiscard]] std::unique_ptr<Transaction> begin(Instant now, const std::string& command) override;
    void look_ahead(const RowsAhead& rows) override;
    /// The answers about an import's rows that still hold; null: none.
    [[nodiscard]] const RowAnswers* rows_ahead() const { return writing_ != nullptr && row_answers_ ? &*row_answers_ : nullptr; }
    /// The open transaction has appended an event.
    void note_appended(const EventRecord& record) {
        if (row_answers_) row_answers_->forget_what_changes(record);
    }

    /// The open transaction has asked for something by itself.
    void note_asked() { has_asked_more_ = true; }
    /// What was read since the snapshot (ForeseenAnswers::reading); none: more than was foreseen, which cannot be told.
    [[nodiscard]] std::optional<std::string> reading(const std::vector<std::string>& more_keys) const {
        return answers_ && !has_asked_more_ ? std::optional{answers_->reading(more_keys)} : std::nullopt;
    }

    [[nodiscard]] CheckpointKeeper* checkpoints() override { return checkpoints_.get(); }
    [[nodiscard]] Maintenance* maintenance() override { return &maintenance_; }
    [[nodiscard]] ServerLedger* server() override { return this; }

  private:
    [[nodiscard]] Instant opened_at() const override { return opening_.at; }
    [[nodiscard]] std::optional<LedgerMember> member() override;
    [[nodiscard]] std::vector<LedgerMember> members() override;
    [[nodiscard]] std::vector<PendingWith> pending_out_of_sight(const std::string& prospect) override;
    void grant(const LedgerMember& member) override;
    void revoke(const std::string& user) override;

    [[nodiscard]] Opening open();
    /// Begins a snapshot for a write, and asks for what is foreseen in the same flight.
    [[nodiscard]] Head take_snapshot(Instant now);
    /// The answers that still hold; null: none.
    [[nodiscard]] const ForeseenAnswers* foreseen() const;
    /// The connection for a question: what the open transaction holds back goes first.
    [[nodiscard]] Connection& asked();
    [[nodiscard]] std::vector<std::string> texts(const Question& question) { return texts_of(asked().ask(question)); }

    Connection connection_;
    const Access access_;
    Foreseen foreseen_;
    std::unique_ptr<ForeseenAnswers> answers_;  ///< null: none
    bool has_snapshot_{false};                  ///< with the answers, and no write has begun in it
    bool has_asked_more_{false};                ///< since the snapshot, than the answers tell
    std::map<NameKind, NamesById> names_;       ///< all of a kind, of what is read or written now
    std::optional<RowAnswers> row_answers_;     ///< of the open write
    Opening opening_;
    ServerMaintenance maintenance_;
    std::unique_ptr<ClientCheckpoints> checkpoints_;  ///< of a reader
    PostgresTransaction* writing_{nullptr};
};

}  // namespace inmail::store::postgres
