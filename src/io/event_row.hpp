#pragma once

#include <string>
#include <vector>

#include "event_columns.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/io/event_csv.hpp"

namespace inmail::io {

/// One row of an events CSV, parsed.
struct ParsedRow {
    EventRow row;                             ///< `key` is empty if the file gives none
    std::vector<RecordFlaw> flaws;            ///< empty: the row can be recorded
    std::vector<std::string> unused_columns;  ///< filled, but ignored by this kind of event
};

/// Parses a record that has as many fields as the header.
[[nodiscard]] ParsedRow parse_event_row(const EventHeader& header, const CsvRecord& record, const Zone& zone);

}  // namespace inmail::io
