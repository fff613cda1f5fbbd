#pragma once

#include <iosfwd>
#include <string>

#include "inmail/io/table_rules.hpp"

namespace inmail::cli {

/// The rules that ship under the name, else those in the file. Throws InvalidRules, also if they are not of the kind.
[[nodiscard]] io::TableRules rules_named(const std::string& typed, io::TableRules::Kind kind);
/// The rules of the kind that ship and fit the table's columns. Throws InvalidRules if none do, or several. The stream goes back
/// to its beginning.
[[nodiscard]] io::TableRules rules_for(std::istream& table, const std::string& name, io::TableRules::Kind kind);
/// Whether rules of the kind ship that fit the table's columns. The stream goes back to its beginning.
[[nodiscard]] bool is_read_by_shipped(std::istream& table, const std::string& name, io::TableRules::Kind kind);

}  // namespace inmail::cli
