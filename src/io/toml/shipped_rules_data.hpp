#pragma once

#include <vector>

#include "inmail/io/shipped_rules.hpp"

namespace inmail::io {

/// The files of data/table-rules, sorted by name.
[[nodiscard]] std::vector<ShippedRules> shipped_table_rules();
/// The files of data/sequences, sorted by name.
[[nodiscard]] std::vector<ShippedRules> shipped_sequences();

}  // namespace inmail::io
