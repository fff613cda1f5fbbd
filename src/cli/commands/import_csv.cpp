#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "commands/command_table.hpp"
#include "import_options.hpp"
#include "inmail/app/import/import_table.hpp"
#include "inmail/app/names.hpp"
#include "inmail/text/terminal.hpp"
#include "input_files.hpp"
#include "names.hpp"
#include "progress_line.hpp"
#include "table_rules.hpp"

namespace inmail::cli {
namespace {

class ImportCsv : public Command {
  public:
    void declare(Options& options) override {
        options.value("--rules", rules_, "FILE", "The rules that read the table: a file, or the name of rules that ship");
        options.value("--seat", seat_, "SEAT", "The seat of all its rows");
        options.values("--map", maps_, "NAME=FILE", "The two columns of a map that the rules name; may be given several times");
        options.values("--lookup", lookups_, "NAME=FILE", "A second table that the rules join; may be given several times");
        options.trial_flag("--preview", preview_, "Show what each row becomes, and by which rule; record nothing");
        options.flag("--update", update_, "Correct recorded events that differ from their rows");
        import_.declare(options);
    }

    ExitCode run(Session& session) override {
        const std::string& file = import_.source("the FILE");
        import_.check_format(session);
        const bool standard_input = file == "-";
        const auto name = standard_input ? std::string("standard input") : file;
        ProgressLine line;
        const auto copied = [&](const ReadProgress& read) { line.show(name, read); };
        auto in = standard_input ? spooled(std::cin, name, copied) : open_input(name, copied);
        io::TableRules rules = rules_ ? rules_named(*rules_) : rules_for(in, name);
        const auto folder = standard_input ? std::filesystem::path() : std::filesystem::path(file).parent_path();
        io::load_table_files(rules, folder.empty() && !standard_input ? "." : folder, named_files(maps_, "--map"),
                             named_files(lookups_, "--lookup"));
        app::TableRequest request;
        request.file_name = name;
        request.preview = preview_;
        request.options = import_.options(session);
        request.options.update = update_;
        request.options.dry_run = request.options.dry_run || preview_;
        if (seat_) request.seat = app::name_account(session.store(), AccountId::of(seat_or_person_named(session, *seat_))).name;
        request.options.progress = [&, bytes = size_of(in)](ReadProgress read) {
            read.bytes_in_all = std::max(bytes, read.bytes);
            line.show(name, read);
        };
        const auto result = app::import_table(session.store(), in, rules, import_.zone(session), request);
        return import_.finish(session, result);
    }

  private:
    static io::NamedFiles named_files(const std::vector<std::string>& typed, const char* option) {
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

    std::optional<std::string> rules_;
    std::optional<std::string> seat_;
    std::vector<std::string> maps_;
    std::vector<std::string> lookups_;
    bool preview_{false};
    bool update_{false};
    ImportCommandOptions import_;
};

}  // namespace

CommandEntry import_csv_command() {
    return {"import csv",
            "",
            CommandGroup::recording,
            "FILE | -",
            "Record the InMails of any table, by rules",
            "inmail import csv tasks.csv --preview\n"
            "inmail import csv tasks.csv --map seats=seats.csv\n"
            "inmail import csv sheet.csv --rules ours.toml --seat ana",
            "Reads a table of a CRM, a recruiting system, a sequencer or a sheet. Rules say which rows are InMails and answers;\n"
            "those that ship recognise their tables by the columns (`inmail import rules` lists them). Each row becomes events,\n"
            "is left out for a reason, is known already, or is rejected. All or nothing: if one row is rejected, nothing is\n"
            "recorded (exit 3). What another source or a person had recorded is matched, not added twice.",
            make_command<ImportCsv>};
}

}  // namespace inmail::cli
