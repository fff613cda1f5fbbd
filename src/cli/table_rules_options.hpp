#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inmail/io/table_rules.hpp"
#include "input_files.hpp"
#include "options.hpp"

namespace inmail::cli {

/// The options of every command that takes a table by rules.
class TableRulesOptions {
  public:
    void declare(Options& options) {
        declare_rules(options);
        declare_files(options);
    }
    void declare_rules(Options& options);
    void declare_files(Options& options);
    [[nodiscard]] bool is_given() const { return rules_.has_value(); }
    /// The rules that are named, else those that ship and fit the table, with the files of their maps and lookups. Throws
    /// InvalidRules, also if the rules are not of the kind, UsageError for a wrong --map or --lookup.
    [[nodiscard]] io::TableRules read(InputFile& table, io::TableRules::Kind kind) const;

  private:
    std::optional<std::string> rules_;
    std::vector<std::string> maps_;
    std::vector<std::string> lookups_;
};

}  // namespace inmail::cli
