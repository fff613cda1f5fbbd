#include "table_rules.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "inmail/core/rules_faults.hpp"
#include "inmail/io/table_reader.hpp"
#include "shipped_rules.hpp"

namespace inmail::cli {
namespace {

io::TableRules read(const io::ShippedRules& shipped) { return io::read_table_rules(shipped.text, shipped.name); }

}  // namespace

io::TableRules rules_named(const std::string& typed, io::TableRules::Kind kind) {
    const auto* shipped = shipped_unless_file(RulesKind::table, typed);
    io::TableRules rules = shipped != nullptr ? read(*shipped) : io::read_table_rules(std::filesystem::path(typed));
    if (rules.kind != kind) throw InvalidRules(rules_fault::OtherKind{rules.name, std::string(to_string(rules.kind))});
    return rules;
}

io::TableRules rules_for(std::istream& table, const std::string& name, io::TableRules::Kind kind) {
    const auto columns = io::columns_of_table(table, name);
    std::vector<std::string> fitting;
    std::optional<rules_fault::OtherKind> other;
    for (const auto& shipped : io::shipped_rules(RulesKind::table)) {
        const auto rules = read(shipped);
        if (!io::fits(rules, columns)) continue;
        if (rules.kind == kind)
            fitting.emplace_back(shipped.name);
        else
            other = rules_fault::OtherKind{rules.name, std::string(to_string(rules.kind))};
    }
    if (fitting.empty() && other) throw InvalidRules(*other);
    if (fitting.empty()) throw InvalidRules(rules_fault::NoRulesFit{name, columns, shipped_names(RulesKind::table)});
    if (fitting.size() > 1) throw InvalidRules(rules_fault::SeveralRulesFit{name, fitting});
    return read(*shipped_unless_file(RulesKind::table, fitting.front()));
}

bool is_read_by_shipped(std::istream& table, const std::string& name, io::TableRules::Kind kind) {
    const auto columns = io::columns_of_table(table, name);
    const auto& all = io::shipped_rules(RulesKind::table);
    return std::any_of(all.begin(), all.end(), [&](const auto& shipped) {
        const auto rules = read(shipped);
        return rules.kind == kind && io::fits(rules, columns);
    });
}

}  // namespace inmail::cli
