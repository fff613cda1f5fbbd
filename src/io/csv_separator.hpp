#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace inmail::io {

/// What separates the fields of a CSV.
struct CsvSeparator {
    char character{','};
    std::size_t declaration_bytes{0};  ///< of a first line `sep=;`, which is no row; 0: there is none
};

/// The separator that the beginning of a file declares.
[[nodiscard]] std::optional<CsvSeparator> declared_separator(std::string_view beginning);

/// Finds the separator from the beginning of a file that declares none: a comma, semicolon or tab. It is the one that splits a
/// line into cells with one of `header_names`, else the one that the first line has most of. `header_names` are spelled as
/// folded_column_name gives them; without any, it is the one that splits most lines alike.
[[nodiscard]] char likely_separator(std::string_view beginning, const std::vector<std::string_view>& header_names);

}  // namespace inmail::io
