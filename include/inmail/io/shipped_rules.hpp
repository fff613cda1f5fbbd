#pragma once

#include <vector>

#include "inmail/core/rules_faults.hpp"

namespace inmail::io {

/// A rules file that is part of the program.
struct ShippedRules {
    const char* name;
    const char* text;
};
/// Those of a kind, sorted by name.
[[nodiscard]] const std::vector<ShippedRules>& shipped_rules(RulesKind kind);

}  // namespace inmail::io
