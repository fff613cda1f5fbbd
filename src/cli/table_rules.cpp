#include "table_rules.hpp"

#include <filesystem>

#include "inmail/core/rules_faults.hpp"
#include "inmail/io/table_reader.hpp"
#include "shipped_rules.hpp"

namespace inmail::cli {
namespace {

io::TableRules read(const io::ShippedRules& shipped) { return io::read_table_rules(shipped.text, shipped.name); }

}  // namespace

io::TableRules rules_named(const std::string& typed) {
    if (const auto* shipped = shipped_unless_file(RulesKind::table, typed)) return read(*shipped);
    return io::read_table_rules(std::filesystem::path(typed));
}

io::TableRules rules_for(std::istream& table, const std::string& name) {
    const auto columns = io::columns_of_table(table, name);
    std::vector<std::string> fitting;
    for (const auto& shipped : io::shipped_rules(RulesKind::table)) {
        if (io::fits(read(shipped), columns)) fitting.emplace_back(shipped.name);
    }
    if (fitting.empty()) throw InvalidRules(rules_fault::NoRulesFit{name, columns, shipped_names(RulesKind::table)});
    if (fitting.size() > 1) throw InvalidRules(rules_fault::SeveralRulesFit{name, fitting});
    return read(*shipped_unless_file(RulesKind::table, fitting.front()));
}

}  // namespace inmail::cli
