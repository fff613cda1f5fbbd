#pragma once

#include <string>
#include <vector>

#include "event_columns.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/io/event_csv.hpp"

namespace inmail::io {

/// What one row of an events CSV says.
struct ParsedRow {
    EventRow row;                             ///< without a key where the file gives none
    std::vector<Flaw> flaws;                  ///< empty: the row is sound
    std::vector<std::string> unused_columns;  ///< filled, but of no use to its kind: left out
};

/// Reads a record that has the header's width.
[[nodiscard]] ParsedRow parse_event_row(const EventHeader& header, const CsvRecord& record, const Zone& zone);

}  // namespace inmail::io
