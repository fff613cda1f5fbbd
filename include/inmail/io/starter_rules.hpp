#pragma once

#include <iosfwd>
#include <string>

namespace inmail::io {

/// A rules file to begin with, for a table of which only the header and the first hundred rows are read. Guesses, and what they
/// leave open, are marked with "settle". It is sound but for the places so marked: `columns`, `at` and `prospect` are malformed
/// where no column is fit for them. The table's text appears in it as quoted text only. `name` is the table's, for messages.
/// Throws InvalidRules if the table is empty, InvalidFile if it is no CSV.
[[nodiscard]] std::string starter_rules(std::istream& table, const std::string& name);

}  // namespace inmail::io
