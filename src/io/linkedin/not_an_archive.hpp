#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "csv_reader.hpp"

namespace inmail::io::linkedin {

// Files that users mistake for an archive. Each function throws InputError that says what the file is and what to do.

/// Rejects a file of a format that holds no rows, such as a workbook or a PDF. Text passes, and so does a zip.
void reject_format(const std::string& file, file_fault::FileFormat format);

/// Rejects LinkedIn's other message files by name, because their header is that of messages.csv.
void reject_by_name(const std::string& file);

/// Rejects a CSV without a messages.csv header among its first records.
[[noreturn]] void reject_by_header(const std::string& file, const std::vector<CsvRecord>& first_records);

}  // namespace inmail::io::linkedin
