#pragma once

#include <iosfwd>
#include <string>

#include "inmail/io/table_rules.hpp"

namespace inmail::cli {

/// The rules that ship under the name, else those in the file. Throws InvalidRules.
[[nodiscard]] io::TableRules rules_named(const std::string& typed);
/// The rules that ship and fit the table's columns. Throws InvalidRules if none do, or several. The stream goes back to its
/// beginning.
[[nodiscard]] io::TableRules rules_for(std::istream& table, const std::string& name);

}  // namespace inmail::cli
