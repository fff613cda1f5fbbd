#include "inmail/io/shipped_rules.hpp"

#include "toml/shipped_rules_data.hpp"

namespace inmail::io {

const std::vector<ShippedRules>& shipped_rules(RulesKind kind) {
    static const std::vector<ShippedRules> tables = shipped_table_rules();
    static const std::vector<ShippedRules> sequences = shipped_sequences();
    return kind == RulesKind::sequence ? sequences : tables;
}

}  // namespace inmail::io
