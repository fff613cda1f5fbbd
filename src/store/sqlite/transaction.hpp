#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "sqlite/head.hpp"
#include "sqlite/sqlite_store.hpp"

namespace inmail::store {

/// One write to the ledger, under its write lock from the first moment on.
class WriteTransaction final : public Store::Transaction {
  public:
    WriteTransaction(OpenLedger& ledger, Instant now, std::string command);
    ~WriteTransaction() override;
    WriteTransaction(const WriteTransaction&) = delete;
    WriteTransaction& operator=(const WriteTransaction&) = delete;

    const RecordedEvent& append(const EventRecord& record, const Store::Provenance* provenance) override;
    void append_terms(const std::vector<NamedTerms>& rows, const std::string& new_title) override;
    void forget(const std::string& prospect) override;
    void set_archive_owner(SeatId seat, const std::string& owner) override;
    [[nodiscard]] const std::string& batch() const override { return own_batch_name_; }
    [[nodiscard]] Instant recorded_at() const override { return recorded_at_; }
    void commit() override;

  private:
    [[nodiscard]] Connection& connection() { return *ledger_.connection; }
    /// Makes event_ of the record, with all that the ledger adds but its hash.
    void complete(const EventRecord& record, const Store::Provenance* provenance);
    /// Of the event that a void names; nothing where none is named.
    [[nodiscard]] std::optional<std::int64_t> seq_of(const std::string& ref);
    /// The row of the batch that the next event stands in; a new one unless the last event stands in it too.
    [[nodiscard]] std::int64_t enter_batch(const std::string& name, std::int64_t seq);
    void insert(std::int64_t batch_id, std::optional<std::uint32_t> prospect);
    /// The event that was appended makes those wrong that it, or what it takes back, took effect before.
    void forget_checkpoints();
    [[nodiscard]] std::string title_of(const std::string& rulebook, const std::string& new_title);

    OpenLedger& ledger_;
    std::string command_;
    std::string user_;
    Head head_;
    RecordedEvent event_;  // being appended; its strings are used again
    Instant recorded_at_;
    std::int64_t own_batch_id_{0};
    std::string own_batch_name_;
    std::int64_t current_batch_id_{0};  // that the last event of this transaction stands in; 0: none yet
    std::string current_batch_name_;
    bool open_{true};
};

}  // namespace inmail::store
