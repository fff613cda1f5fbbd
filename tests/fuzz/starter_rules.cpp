// Rules begun from hostile tables: they are sound but for what they mark to settle, and hold nothing that a terminal obeys.

#include "inmail/io/starter_rules.hpp"

#include <sstream>

#include "inmail/core/rules_faults.hpp"
#include "inmail/io/table_rules.hpp"
#include "target.hpp"

namespace inmail::fuzz {
namespace {

/// `line` counts from 1.
bool is_marked(const std::string& text, std::uint32_t line) {
    std::istringstream lines{text};
    std::string written;
    for (std::uint32_t i = 0; i < line; ++i) std::getline(lines, written);
    return written.find("settle") != std::string::npos;
}

}  // namespace

void take(std::string_view input) {
    std::istringstream in{std::string(input)};
    const std::string text = io::starter_rules(in, "table.csv");
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = text.find('\n', begin);
        ensure(end != std::string::npos, "each line ends");
        const std::string_view line = std::string_view(text).substr(begin, end - begin);
        ensure(for_terminal(line) == line, "each line is fit for a terminal");
        begin = end + 1;
    }
    try {
        static_cast<void>(io::read_table_rules(text, "rules.toml"));
    } catch (const InvalidRules& error) {
        const auto* bad = std::get_if<rules_fault::BadRules>(&error.reason());
        ensure(bad != nullptr && is_marked(text, bad->line), "a starter is sound but for what it marks to settle");
    }
}

}  // namespace inmail::fuzz
