#pragma once

#include <vector>

#include "inmail/io/table_rules.hpp"

namespace inmail::io {

/// The files of data/table-rules, sorted by name.
[[nodiscard]] std::vector<ShippedRules> shipped_rules_data();

}  // namespace inmail::io
