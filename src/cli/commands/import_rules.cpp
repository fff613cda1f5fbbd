#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "commands/rules_files.hpp"
#include "inmail/io/shipped_rules.hpp"
#include "inmail/io/starter_rules.hpp"
#include "inmail/io/table_rules.hpp"
#include "input_files.hpp"

namespace inmail::cli {
namespace {

class ImportRules : public RulesFiles {
  public:
    ImportRules() : RulesFiles(RulesKind::table, "import rules", "docs/import-rules.md") {}

  private:
    /// The names, and the columns by which a table is recognised.
    [[nodiscard]] render::Table list() const override {
        render::Table table;
        table.columns = {{"rules", render::Column::Kind::name},
                         {"kind", render::Column::Kind::name},
                         {"recognised by the columns", render::Column::Kind::prose}};
        for (const auto& shipped : io::shipped_rules(RulesKind::table)) {
            const auto rules = io::read_table_rules(shipped.text, shipped.name);
            table.rows.push_back({shipped.name, to_string(rules.kind), fmt::format("{}", fmt::join(rules.columns, ", "))});
        }
        return table;
    }

    [[nodiscard]] std::string check(const std::string& file) const override {
        const auto rules = io::read_table_rules(std::filesystem::path(file));
        return fmt::format("{} row{} of rules, for a table with the columns {}", rules.rows.size(),
                           rules.rows.size() == 1 ? "" : "s", fmt::join(rules.columns, ", "));
    }

    [[nodiscard]] std::optional<std::string> begun_for(const std::string& table) const override {
        InputFile file(table);
        return io::starter_rules(file.stream(), file.name());
    }
};

}  // namespace

CommandEntry import_rules_command() {
    return {
        "import rules",
        "",
        CommandGroup::ledger,
        "[show NAME | new FILE | check FILE]",
        "List, print, begin or check rules for tables",
        "inmail import rules\n"
        "inmail import rules show salesforce-tasks > ours.toml\n"
        "inmail import rules new sheet.csv --output ours.toml\n"
        "inmail import rules check ours.toml",
        "Lists the rules that ship for `inmail import csv`, `route` and `compare`, each with the columns by which it recognises\n"
        "a table. `show` prints one as a file to change. `new` reads the header and the first hundred rows of a table, guesses\n"
        "what its columns hold, and prints rules to begin with; comments say what to settle. `check` proves a rules file\n"
        "without a table.",
        make_command<ImportRules>};
}

}  // namespace inmail::cli
