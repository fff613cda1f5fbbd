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
    void declare_rules(Options& options);
    void declare_files(Options& options);
    /// The rules that are named, else those that ship and fit the table, with the files of their maps and lookups. Throws
    /// InvalidRules, UsageError for a wrong --map or --lookup.
    [[nodiscard]] io::TableRules read(InputFile& table) const;

  private:
    std::optional<std::string> rules_;
    std::vector<std::string> maps_;
    std::vector<std::string> lookups_;
};

}  // namespace inmail::cli
