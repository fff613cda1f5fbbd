#pragma once

#include <iosfwd>
#include <string>

#include "csv_reader.hpp"
#include "inmail/io/table_rules.hpp"

namespace inmail::io {

/// Opens a table whose columns nobody knows, with the tolerance that tables from everywhere need.
[[nodiscard]] CsvOptions table_options();
/// Reads on to the header: the first record below `skip_lines`. Throws InvalidRules if there is none.
[[nodiscard]] CsvRecord read_header(CsvReader& reader, const std::string& name, std::int64_t skip_lines);
/// The field as UTF-8.
[[nodiscard]] std::string table_text(std::string field, TableRules::Encoding encoding);

}  // namespace inmail::io
