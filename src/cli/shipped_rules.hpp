#pragma once

#include <string>
#include <vector>

#include "inmail/io/shipped_rules.hpp"

namespace inmail::cli {

/// The rules that ship under the name; null: the text means a file. Throws InvalidRules if it means neither.
[[nodiscard]] const io::ShippedRules* shipped_unless_file(RulesKind kind, const std::string& typed);
/// The text of the rules that ship under the name. Throws InvalidRules.
[[nodiscard]] std::string shipped_text(RulesKind kind, const std::string& name);
[[nodiscard]] std::vector<std::string> shipped_names(RulesKind kind);

}  // namespace inmail::cli
