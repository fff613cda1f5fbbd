#include "inmail/io/table_rules.hpp"
#include "table/shipped_rules_data.hpp"

namespace inmail::io {

const std::vector<ShippedRules>& shipped_table_rules() {
    static const std::vector<ShippedRules> rules = shipped_rules_data();
    return rules;
}

}  // namespace inmail::io
