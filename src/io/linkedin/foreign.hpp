#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "csv_reader.hpp"

namespace inmail::io::linkedin {

// Files that are taken for an archive and are none: each is refused by name, with what it is good for.

[[nodiscard]] bool is_zip(std::string_view first_bytes);

/// Refuses what its first bytes show to be no CSV: nothing at all, an old workbook, a PDF, XML.
void refuse_by_magic(const std::string& file, std::string_view first_bytes);

/// Refuses a workbook, which is a zip too, when an entry of it shows what it is.
void refuse_workbook_entry(const std::string& file, std::string_view entry);

/// Refuses LinkedIn's other message files: their header is that of messages.csv, so that only the name tells.
void refuse_by_name(const std::string& file);

/// Says what a CSV is whose first records have no messages header among them.
[[noreturn]] void refuse_by_header(const std::string& file, const std::vector<CsvRecord>& first_records);

}  // namespace inmail::io::linkedin
