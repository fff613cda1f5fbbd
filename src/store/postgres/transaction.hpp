#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/store/transaction.hpp"
#include "postgres/connection.hpp"
#include "postgres/head.hpp"

namespace inmail::store::postgres {

class PostgresStore;

/// One write to a ledger on a server. It keeps nobody out: it reads one snapshot, holds back what it appends, and sends all of it
/// with the commit in one flight. The server takes it if nothing was recorded since that changes what was read; if the store
/// cannot tell what was read, if nothing was recorded at all. The head is locked during that flight. If the store is asked for
/// something meanwhile, what is pending goes before the question, and the head stays locked up to the commit: recordings fold
/// what is pending themselves, so that costs no other writer anything in practice.
class PostgresTransaction final : public Transaction {
  public:
    /// The connection has a snapshot open, in which `head` was read. `writing`: points to this as long as it is open.
    PostgresTransaction(PostgresStore& store, Connection& connection, PostgresTransaction*& writing, Head head, Instant now,
                        std::string command);
    ~PostgresTransaction() override;
    PostgresTransaction(const PostgresTransaction&) = delete;
    PostgresTransaction& operator=(const PostgresTransaction&) = delete;

    EventId append(const EventRecord& record, const Provenance* provenance) override;
    void append_terms(const std::vector<NamedTerms>& rows, const std::string& new_title) override;
    void set_archive_owner(SeatId seat, const std::string& owner) override;
    void note_known_run(EventId first, EventId last) override;
    void note_import_zone(const std::string& zone) override;
    void release_memory() override {}  ///< what is pending goes before the next question anyway
    [[nodiscard]] const std::string& command() const override { return command_; }
    [[nodiscard]] const std::string& batch() const override { return batch_; }
    void commit() override;

    /// Whether anything was appended, so that the ledger is no longer what the snapshot shows.
    [[nodiscard]] bool changes_ledger() const { return holds_head_ || !steps_.empty(); }
    /// Sends what is pending, so that a question sees it.
    void send_pending();
    /// Learns that an event has the key, or, with none, that no event has it: an append need not ask again.
    void learn(const std::string& key, std::optional<EventKind> kind) { kinds_[key] = kind; }

  private:
    struct PendingEvent {
        EventRecord record;
        std::optional<Provenance> provenance;
    };
    /// Events in a row.
    using Events = std::vector<PendingEvent>;
    /// Anything else, as a call of one of the server's functions.
    using Step = std::variant<Events, Question>;

    void require_open() const;
    void require_known_names(const EventRecord& record);
    [[nodiscard]] std::optional<EventKind> kind_of(const std::string& key);
    /// What was read, with the keys of events that were asked for or are pending; NULL: more than that, which cannot be told.
    [[nodiscard]] Parameter reading() const;
    [[nodiscard]] Question begin_write(Parameter reading) const;
    /// What is pending, as questions.
    [[nodiscard]] std::vector<Question> appends() const;
    void send_whole();
    void send_rest();
    /// Whether the commit took place whose answer was lost. If not, it never will.
    [[nodiscard]] bool took_place();
    /// Whether the server has what was sent. Throws the failure of the commit if that cannot be known.
    [[nodiscard]] bool is_recorded();
    void leave_transaction();
    void roll_back();

    PostgresStore& store_;
    Connection& connection_;
    PostgresTransaction*& writing_;
    const Instant now_;
    const std::string command_;
    Head head_;
    std::string batch_;
    std::vector<Step> steps_;  ///< not sent yet
    std::vector<Step> sent_;   ///< before the commit
    std::unordered_map<std::string, std::optional<EventKind>> kinds_;
    std::optional<std::vector<std::string>> plans_, rulebooks_;
    bool open_{true};
    std::optional<ServerFailure> lost_commit_;
    bool holds_head_{false};  ///< something was sent
};

}  // namespace inmail::store::postgres
