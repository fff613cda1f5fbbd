#include "table_rules_options.hpp"

#include <fmt/format.h>

#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "table_rules.hpp"

namespace inmail::cli {
namespace {

io::NamedFiles named_files(const std::vector<std::string>& typed, const char* option) {
    io::NamedFiles files;
    for (const auto& word : typed) {
        const auto equals = word.find('=');
        if (equals == 0 || equals == std::string::npos || equals + 1 == word.size())
            throw UsageError(fmt::format("{} {} names no map and file", option, for_terminal(word)),
                             fmt::format("use: {} NAME=FILE", option));
        const std::string name = word.substr(0, equals);
        if (!files.emplace(name, word.substr(equals + 1)).second)
            throw UsageError(fmt::format("{} {} is given twice", option, for_terminal(name)));
        require_there(word.substr(equals + 1));
    }
    return files;
}

}  // namespace

void TableRulesOptions::declare_rules(Options& options) {
    options.value("--rules", rules_, "FILE", "The rules that read the table: a file, or the name of rules that ship");
}

void TableRulesOptions::declare_files(Options& options) {
    options.values("--map", maps_, "NAME=FILE", "The two columns of a map that the rules name; may be given several times");
    options.values("--lookup", lookups_, "NAME=FILE", "A second table that the rules join; may be given several times");
}

io::TableRules TableRulesOptions::read(InputFile& table, io::TableRules::Kind kind) const {
    io::TableRules rules = rules_ ? rules_named(*rules_, kind) : rules_for(table.stream(), table.name(), kind);
    io::load_table_files(rules, table.folder(), named_files(maps_, "--map"), named_files(lookups_, "--lookup"));
    return rules;
}

}  // namespace inmail::cli
