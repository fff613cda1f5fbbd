#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "import/event_import.hpp"
#include "import/typed_seats.hpp"
#include "inmail/app/import/import_table.hpp"
#include "inmail/io/table_reader.hpp"

namespace inmail::app {

/// Takes the rows of a table into an import: finds their seats, checks their events, and decides what depends on several rows.
class TableRows {
  public:
    TableRows(Store& store, EventImport& import, const io::TableRules& rules, const io::Zone& zone, const TableRequest& request,
              ImportResult& result);

    /// In the order of the table.
    void take(io::TableRow&& row);
    /// After the last row: decides about answers.
    void finish();

  private:
    /// An answer that other rows decide about.
    struct Answer {
        io::EventRow event;
        bool shares_row{false};
    };
    /// A seat's messages in one thread, or with one person.
    using Conversation = std::pair<std::string, std::string>;

    [[nodiscard]] bool complete(io::EventRow& event);
    [[nodiscard]] bool waits(const EventRecord& event) const;
    [[nodiscard]] bool is_told_already(const EventRecord& event);
    void note_send(const EventRecord& send);
    void pass_on(io::EventRow&& event, bool shares_row);
    void decide(Answer&& answer);
    void leave_out(std::int64_t line, const std::string& reason, bool shares_row = false);
    void reject(std::int64_t line, std::string column, ValueFlaw flaw);
    [[nodiscard]] std::optional<std::string> person_in(const EventRecord& answer);
    static Conversation conversation_of(const EventRecord& event);
    [[nodiscard]] std::string fact_of(const EventRecord& event, const std::string& fact) const;
    [[nodiscard]] TableReport& report() { return *result_.table; }

    EventImport& import_;
    const io::TableRules& rules_;
    io::Zone zone_;
    const TableRequest& request_;
    ImportResult& result_;
    TypedSeats seats_;
    std::set<std::vector<std::string>> told_;               ///< facts of `same`
    std::map<Conversation, std::string> sends_;             ///< the person written to
    std::map<Conversation, std::vector<Instant>> sent_at_;  ///< of sends without a thread
    std::vector<Answer> answers_;
    std::set<std::pair<Conversation, Instant>> answered_;  ///< with the send that was answered
};

}  // namespace inmail::app
