#pragma once

#include <string_view>

#include "inmail/core/file_faults.hpp"

namespace inmail::io {

/// Tells a file's format by its first bytes, never by its name. A few kibibytes tell a workbook from other zips.
[[nodiscard]] file_fault::FileFormat format_of(std::string_view first_bytes);

/// Tells a workbook by the name of an entry of its zip; `zip` if the entry may be of any zip.
[[nodiscard]] file_fault::FileFormat format_by_entry(std::string_view entry_name);

}  // namespace inmail::io
