#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/import_notes.hpp"
#include "inmail/io/zone.hpp"

namespace inmail::io {

/// A sound row of an events CSV. Names are normalised, defaults filled in; a row without a key waits for a derived one.
struct EventRow {
    EventRecord record;
    std::optional<Instant> recorded_at;  ///< written by `export`
    std::string batch;                   ///< likewise
    bool is_of_zone{false};              ///< its time is a bare date, or has no offset
    std::string row_key{};               ///< of a table: the key that a rule gives the row, without its event's kind or number
    /// Why the prospect is not a person. A ledger that knows the row or its prospect accepts the row anyway.
    std::optional<ValueFlaw> prospect_flaw;
};

/// Takes rows in the order of the file.
struct EventRowSink {
    std::function<void(EventRow&&)> row;
    std::function<void(RejectedRow&&)> rejected;
    std::function<void(RowWarning&&)> warning;
    std::function<void(const ReadProgress&)> progress{};  ///< of a file whose size is not known; may be empty
};

/// Reads events as CSV (UTF-8 or UTF-16, RFC 4180 with commas, semicolons or tabs, a header line; columns by name in any order
/// and case) as a stream. A row is rejected once for each flaw. Blank rows are skipped. A `rollover` without figures is passed
/// on: a ledger computes its own. Throws InputError if the file as a whole is not such a CSV: empty, a workbook, no header, an
/// unknown or doubled column, no `at` or `event` column, quotes that leave open where records begin, a record or field past its
/// bound. Returns the number of rows that are not blank. `name` is the file's, for messages.
std::int64_t read_event_csv(std::istream& in, const std::string& name, const Zone& zone, const EventRowSink& sink);

/// Writes events as CSV, so that reading it into an empty ledger gives the same ledger.
class EventCsvWriter {
  public:
    explicit EventCsvWriter(std::ostream& out);  ///< writes the header line
    void write(const RecordedEvent& event);

  private:
    std::ostream& out_;
};

}  // namespace inmail::io
