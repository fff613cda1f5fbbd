#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "csv_reader.hpp"

namespace inmail::io::linkedin {

// Files that users mistake for an archive. Each function throws InputError that says what the file is and what to do.

[[nodiscard]] bool is_zip(std::string_view first_bytes);

/// Rejects an empty file, an old Excel workbook, a PDF and XML by their first bytes.
void reject_by_first_bytes(const std::string& file, std::string_view first_bytes);

/// Rejects an Excel workbook, which is a zip too, by the name of an entry.
void reject_workbook_entry(const std::string& file, std::string_view entry);

/// Rejects LinkedIn's other message files by name, because their header is that of messages.csv.
void reject_by_name(const std::string& file);

/// Rejects a CSV without a messages.csv header among its first records.
[[noreturn]] void reject_by_header(const std::string& file, const std::vector<CsvRecord>& first_records);

}  // namespace inmail::io::linkedin
