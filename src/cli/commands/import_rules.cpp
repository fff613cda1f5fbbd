#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "inmail/io/starter_rules.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/render/table.hpp"
#include "inmail/text/terminal.hpp"
#include "input_files.hpp"
#include "options.hpp"
#include "output.hpp"
#include "record_options.hpp"
#include "session.hpp"
#include "table_rules.hpp"

namespace inmail::cli {
namespace {

class ImportRules : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.value("-o,--output", output_, "FILE", "Write the rules to this file instead of standard output");
        options.flag("--force", force_, "Replace the file if it exists");
    }

    ExitCode run(Session& session) override {
        const bool writes = words_.size() == 2 && (words_[0] == "show" || words_[0] == "new");
        if (output_ && !writes) throw UsageError("--output takes rules: of `show NAME` or `new FILE`");
        if (words_.empty()) {
            render::Rendered told = render::draw(list(), render::Format::table, session.display_in(io::Zone()));
            told.said.emplace_back(
                "`inmail import rules show NAME` prints one to copy. docs/import-rules.md describes the format.");
            session.print(told);
            return ExitCode::done;
        }
        if (words_.size() != 2) throw misunderstood();
        if (words_[0] == "show") {
            write(session, shipped_text(words_[1]));
        } else if (words_[0] == "new") {
            InputFile file(words_[1]);
            write(session, io::starter_rules(file.stream(), file.name()));
            session.say(
                "Settle the marked lines, then see what becomes of each row with `inmail import csv FILE --rules THIS "
                "--preview`.");
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
            "`inmail import rules show NAME` prints rules that ship; `inmail import rules new FILE` begins rules for a table; "
            "`inmail import rules check FILE` checks a file");
    }

    void write(Session& session, const std::string& text) const {
        Output output(output_, force_, session.ledger_path());
        output.stream() << text;
        session.close();
        output.finish();
        if (output.is_file()) session.say("wrote " + for_terminal(*output_));
    }

    /// The names, and the columns by which a table is recognised.
    static render::Table list() {
        render::Table table;
        table.columns = {{"rules", render::Column::Kind::name},
                         {"kind", render::Column::Kind::name},
                         {"recognised by the columns", render::Column::Kind::prose}};
        for (const auto& shipped : io::shipped_table_rules()) {
            const auto rules = io::read_table_rules(shipped.text, shipped.name);
            table.rows.push_back({shipped.name, to_string(rules.kind), fmt::format("{}", fmt::join(rules.columns, ", "))});
        }
        return table;
    }

    std::vector<std::string> words_;
    std::optional<std::string> output_;
    bool force_{false};
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
        "Lists the rules that ship for `inmail import csv`, `route` and `compare`, each with the columns by which it recognises "
        "a table. `show`\n"
        "prints one as a file to change. `new` reads the header and the first hundred rows of a table, guesses what its columns\n"
        "hold, and prints rules to begin with; comments say what to settle. `check` proves a rules file without a table.",
        make_command<ImportRules>};
}

}  // namespace inmail::cli
