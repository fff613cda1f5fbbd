#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/render/table.hpp"
#include "inmail/text/terminal.hpp"
#include "options.hpp"
#include "record_options.hpp"
#include "session.hpp"
#include "table_rules.hpp"

namespace inmail::cli {
namespace {

class ImportRules : public Command {
  public:
    void declare(Options& options) override { options.words(words_); }

    ExitCode run(Session& session) override {
        if (words_.empty()) {
            render::Rendered told = render::draw(list(), render::Format::table, session.display_in(io::Zone()));
            told.said.emplace_back(
                "`inmail import rules show NAME` prints one to copy. docs/import-rules.md describes the format.");
            session.print(told);
            return ExitCode::done;
        }
        if (words_.size() != 2) throw misunderstood();
        if (words_[0] == "show") {
            session.print({shipped_text(words_[1]), {}});
        } else if (words_[0] == "check") {
            const auto rules = io::read_table_rules(std::filesystem::path(words_[1]));
            session.print({fmt::format("{}: sound; {} rows of rules, for a table with the columns {}\n", for_terminal(words_[1]),
                                       rules.rows.size(), for_terminal(fmt::format("{}", fmt::join(rules.columns, ", ")))),
                           {}});
        } else {
            throw misunderstood();
        }
        return ExitCode::done;
    }

  private:
    [[nodiscard]] UsageError misunderstood() const {
        return UsageError(
            fmt::format("import rules does not take '{}'", for_terminal(fmt::format("{}", fmt::join(words_, " ")))),
            "`inmail import rules show NAME` prints rules that ship; `inmail import rules check FILE` checks a file");
    }

    /// The names, and the columns by which a table is recognised.
    static render::Table list() {
        render::Table table;
        table.columns = {{"rules", render::Column::Kind::name}, {"recognised by the columns", render::Column::Kind::prose}};
        for (const auto& shipped : io::shipped_table_rules()) {
            const auto rules = io::read_table_rules(shipped.text, shipped.name);
            table.rows.push_back({shipped.name, fmt::format("{}", fmt::join(rules.columns, ", "))});
        }
        return table;
    }

    std::vector<std::string> words_;
};

}  // namespace

CommandEntry import_rules_command() {
    return {"import rules",
            "",
            CommandGroup::ledger,
            "[show NAME | check FILE]",
            "List, print or check rules for tables",
            "inmail import rules\n"
            "inmail import rules show salesforce-tasks > ours.toml\n"
            "inmail import rules check ours.toml",
            "Lists the rules that ship for `inmail import csv`, each with the columns by which it recognises a table. `show`\n"
            "prints one as a file to change. `check` proves a rules file without a table.",
            make_command<ImportRules>};
}

}  // namespace inmail::cli
