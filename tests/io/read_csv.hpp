#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "inmail/io/event_csv.hpp"

namespace inmail::io {

/// The result of reading an events CSV.
struct CsvReading {
    std::int64_t row_count{0};
    std::vector<EventRow> rows;
    std::vector<RejectedRow> rejected;
    std::vector<RowWarning> warnings;
};

inline CsvReading read_csv(const std::string& text, const Zone& zone = Zone()) {
    CsvReading reading;
    std::istringstream in(text);
    const EventRowSink sink{[&](EventRow&& row) { reading.rows.push_back(std::move(row)); },
                            [&](RejectedRow&& row) { reading.rejected.push_back(std::move(row)); },
                            [&](RowWarning&& warning) { reading.warnings.push_back(std::move(warning)); }};
    reading.row_count = read_event_csv(in, "team.csv", zone, sink);
    return reading;
}

}  // namespace inmail::io
