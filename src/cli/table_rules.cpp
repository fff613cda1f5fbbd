#include "table_rules.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "inmail/core/rules_faults.hpp"
#include "inmail/io/table_reader.hpp"

namespace inmail::cli {
namespace {

const io::ShippedRules* find_shipped(const std::string& name) {
    const auto& all = io::shipped_table_rules();
    const auto found = std::find_if(all.begin(), all.end(), [&name](const auto& rules) { return name == rules.name; });
    return found == all.end() ? nullptr : &*found;
}

/// Whether the text can only mean a file.
bool is_path(const std::string& typed) {
    std::error_code ignored;
    return typed.find('/') != std::string::npos || typed.find('.') != std::string::npos ||
           std::filesystem::exists(typed, ignored);
}

io::TableRules read(const io::ShippedRules& shipped) { return io::read_table_rules(shipped.text, shipped.name); }

}  // namespace

io::TableRules rules_named(const std::string& typed, io::TableRules::Kind kind) {
    const auto* shipped = find_shipped(typed);
    if (shipped == nullptr && !is_path(typed)) throw InvalidRules(rules_fault::NoSuchRules{typed, shipped_names()});
    io::TableRules rules = shipped != nullptr ? read(*shipped) : io::read_table_rules(std::filesystem::path(typed));
    if (rules.kind != kind) throw InvalidRules(rules_fault::OtherKind{rules.name, std::string(to_string(rules.kind))});
    return rules;
}

io::TableRules rules_for(std::istream& table, const std::string& name, io::TableRules::Kind kind) {
    const auto columns = io::columns_of_table(table, name);
    std::vector<std::string> fitting;
    std::optional<rules_fault::OtherKind> other;
    for (const auto& shipped : io::shipped_table_rules()) {
        const auto rules = read(shipped);
        if (!io::fits(rules, columns)) continue;
        if (rules.kind == kind)
            fitting.emplace_back(shipped.name);
        else
            other = rules_fault::OtherKind{rules.name, std::string(to_string(rules.kind))};
    }
    if (fitting.empty() && other) throw InvalidRules(*other);
    if (fitting.empty()) throw InvalidRules(rules_fault::NoRulesFit{name, columns, shipped_names()});
    if (fitting.size() > 1) throw InvalidRules(rules_fault::SeveralRulesFit{name, fitting});
    return read(*find_shipped(fitting.front()));
}

bool is_read_by_shipped(std::istream& table, const std::string& name, io::TableRules::Kind kind) {
    const auto columns = io::columns_of_table(table, name);
    const auto& all = io::shipped_table_rules();
    return std::any_of(all.begin(), all.end(), [&](const auto& shipped) {
        const auto rules = read(shipped);
        return rules.kind == kind && io::fits(rules, columns);
    });
}

std::vector<std::string> shipped_names() {
    std::vector<std::string> names;
    for (const auto& shipped : io::shipped_table_rules()) names.emplace_back(shipped.name);
    return names;
}

std::string shipped_text(const std::string& name) {
    const auto* shipped = find_shipped(name);
    if (shipped == nullptr) throw InvalidRules(rules_fault::NoSuchRules{name, shipped_names()});
    return shipped->text;
}

}  // namespace inmail::cli
