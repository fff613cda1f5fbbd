#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/store/transaction.hpp"
#include "sqlite/open_ledger.hpp"

namespace inmail::store {

/// One write to the ledger, under its write lock from the beginning: its head cannot move.
class WriteTransaction final : public Transaction {
  public:
    WriteTransaction(OpenLedger& ledger, Instant now, std::string command);
    ~WriteTransaction() override;
    WriteTransaction(const WriteTransaction&) = delete;
    WriteTransaction& operator=(const WriteTransaction&) = delete;

    EventId append(const EventRecord& record, const Provenance* provenance) override;
    void append_terms(const std::vector<NamedTerms>& rows, const std::string& new_title) override;
    void set_archive_owner(SeatId seat, const std::string& owner) override;
    void note_known_run(EventId first, EventId last) override;
    void note_import_zone(const std::string& zone) override;
    void release_memory() override { connection().release_memory(); }
    [[nodiscard]] const std::string& command() const override { return command_; }
    [[nodiscard]] const std::string& batch() const override { return own_batch_name_; }
    void commit() override;

    /// Erases a prospect's name and its salt, if it is known.
    void erase(const std::string& prospect);

  private:
    [[nodiscard]] Connection& connection() { return *ledger_.connection; }
    /// Reads the head on which the transaction begins.
    void read_state();
    /// Makes event_ of the record, with all that the ledger adds but its hash.
    void complete(const EventRecord& record, const Provenance* provenance);
    /// The seq of the event that a void names; nothing for any other event.
    /// Of what was appended last; none: nothing was.
    [[nodiscard]] std::optional<std::int64_t> batch_so_far() const;
    [[nodiscard]] std::optional<std::int64_t> seq_of(const std::string& ref);
    /// The batch's row for the next event: that of the last event if it is of the same batch, else a new one.
    [[nodiscard]] std::int64_t enter_batch(const std::string& name, std::int64_t seq);
    void insert(std::int64_t batch_id, std::optional<std::uint32_t> prospect);
    /// What the appended event changes: the account that it, or what it takes back, names, from an instant on.
    struct ChangedAccount {
        AccountId account;
        bool links;  ///< it names a seat and a pool, and so links their accounts
        Instant from;
    };
    [[nodiscard]] ChangedAccount effect_of_event();
    /// Removes the checkpoints that the appended event makes wrong.
    void drop_checkpoints();
    [[nodiscard]] std::string title_of(const std::string& rulebook, const std::string& new_title);

    OpenLedger& ledger_;
    Instant now_;
    std::string command_;
    std::string user_;
    Head head_;
    RecordedEvent event_;  // being appended; its strings are used again
    Instant recorded_at_;
    std::int64_t last_batch_id_{0};  // of all in the ledger
    std::int64_t own_batch_id_{0};
    std::string own_batch_name_;
    std::int64_t current_batch_id_{0};  // that the last event of this transaction stands in; 0: none yet
    std::string current_batch_name_;
    bool open_{true};
};

}  // namespace inmail::store
