#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "import/event_import.hpp"
#include "import/fingerprints.hpp"
#include "import/recorded_before.hpp"
#include "import/typed_seats.hpp"
#include "import/waiting_rows.hpp"
#include "inmail/app/import/import_table.hpp"
#include "inmail/io/table_reader.hpp"
#include "spooled_texts.hpp"

namespace inmail::app {

/// Takes the rows of a table into an import: finds their seats, checks their events, and decides what depends on several rows.
class TableRows {
  public:
    TableRows(Store& store, EventImport& import, const io::TableRules& rules, const io::Zone& zone, const TableRequest& request,
              ImportResult& result);

    /// In the order of the table.
    void take(io::TableRow&& row);
    /// A row that cannot be read has one of these keys.
    void note_rejected(std::int64_t line, const std::vector<std::string>& keys);
    /// After the last row: decides about answers.
    void finish();

  private:
    /// Of a seat's messages in one thread, or with one person: a table may have a million.
    using Conversation = Fingerprint;
    /// Of an event in the order of time, or of a text. Both lists may have a million.
    using Place = std::uint64_t;

    void take_now(io::TableRow&& row);
    /// Takes the rows that wait until the store knows what they will ask.
    void take_ahead();
    /// Adds what taking the event will ask the ledger, and its record.
    void foresee(const io::EventRow& event, store::RowsAhead& questions, std::vector<EventRecord>& records);
    /// `has_send`: the row has a send, too.
    [[nodiscard]] bool complete(io::EventRow& event, bool has_send);
    [[nodiscard]] bool waits(const EventRecord& event) const;
    [[nodiscard]] bool is_repeated(const EventRecord& event);
    void note_send(const EventRecord& send);
    void pass_on(io::EventRow&& event, bool shares_row);
    /// Rules that say more of a row than before give its events longer keys, or shorter ones: the event keeps the key it has.
    void keep_key(io::EventRow& event);
    /// The other keys that an event may have, likeliest first.
    [[nodiscard]] std::vector<std::string> other_keys_of(const io::EventRow& event) const;
    /// Whether the ledger had an event of that kind under the key before this import; `is_of_person`: with that person.
    [[nodiscard]] bool has(const std::string& key, const EventRecord& event, bool is_of_person);
    void decide(WaitingRow&& answer);
    void take_channel_of_invitation(EventRecord& answer);
    [[nodiscard]] bool has_invited(const EventRecord& answer, Channel channel);
    /// A row that gave these events is rejected.
    void note_rejected(const std::vector<io::EventRow>& events);
    void warn_of_recorded_before();
    void warn_of(import_warning::NotedRows::What what, const RowsAlike& rows);
    using ShownRow = std::vector<TableReport::Row>::iterator;
    [[nodiscard]] ShownRow shown(std::int64_t line);
    void leave_out(std::int64_t line, const std::string& reason, bool shares_row = false);
    void reject(std::int64_t line, std::string column, ValueFlaw flaw);
    [[nodiscard]] std::optional<std::string> person_in(const EventRecord& answer);
    static Conversation conversation_of(const EventRecord& event);
    static Conversation exchange_with_person(const EventRecord& event);
    [[nodiscard]] std::string fact_of(const EventRecord& event, const std::string& fact) const;
    [[nodiscard]] TableReport& report() { return *result_.table; }

    Store& store_;
    EventImport& import_;
    const io::TableRules& rules_;
    io::Zone zone_;
    const TableRequest& request_;
    ImportResult& result_;
    TypedSeats seats_;
    EventId last_before_;       ///< the last event before this import
    bool was_imported_{false};  ///< the source has brought events before
    bool notes_rejected_;       ///< the other rows are recorded without those that are rejected
    bool looks_ahead_;          ///< a question costs a round trip
    std::deque<io::TableRow> ahead_;
    int most_people_{1};                ///< of a row, each with a number behind the key
    FingerprintSet seen_;               ///< of the facts of `same`
    std::vector<std::string> secrets_;  ///< of the latest row
    RecordedBefore recorded_before_;
    RowsAlike campaigns_of_answers_;
    // A deque does not copy what it holds as it grows. These are sorted after the last row.
    SpooledTexts names_;                                                  ///< of those written to in threads
    std::deque<std::pair<Conversation, Place>> people_;                   ///< written to in a thread, with the place of the name
    std::deque<std::pair<Conversation, Instant>> sends_;                  ///< without a thread
    std::deque<std::tuple<Conversation, Channel, Instant>> invitations_;  ///< with the person
    WaitingRows answers_;                                                 ///< that other rows decide about
    std::deque<std::pair<Instant, Place>> by_time_;                       ///< the places of `answers_`
    FingerprintSet answered_;                                             ///< of a conversation with the send that was answered
};

}  // namespace inmail::app
