#include "shipped_rules.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace inmail::cli {
namespace {

const io::ShippedRules* find_shipped(RulesKind kind, const std::string& name) {
    const auto& all = io::shipped_rules(kind);
    const auto found = std::find_if(all.begin(), all.end(), [&name](const auto& rules) { return name == rules.name; });
    return found == all.end() ? nullptr : &*found;
}

/// Whether the text can only mean a file.
bool is_path(const std::string& typed) {
    std::error_code ignored;
    return typed.find('/') != std::string::npos || typed.find('.') != std::string::npos ||
           std::filesystem::exists(typed, ignored);
}

}  // namespace

const io::ShippedRules* shipped_unless_file(RulesKind kind, const std::string& typed) {
    if (const auto* shipped = find_shipped(kind, typed)) return shipped;
    if (is_path(typed)) return nullptr;
    throw InvalidRules(rules_fault::NoSuchRules{typed, shipped_names(kind), kind});
}

std::string shipped_text(RulesKind kind, const std::string& name) {
    if (const auto* shipped = find_shipped(kind, name)) return shipped->text;
    throw InvalidRules(rules_fault::NoSuchRules{name, shipped_names(kind), kind});
}

std::vector<std::string> shipped_names(RulesKind kind) {
    std::vector<std::string> names;
    for (const auto& shipped : io::shipped_rules(kind)) names.emplace_back(shipped.name);
    return names;
}

}  // namespace inmail::cli
