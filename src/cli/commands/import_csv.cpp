#include "commands/command_table.hpp"
#include "import_options.hpp"
#include "inmail/app/import/import_table.hpp"
#include "inmail/app/names.hpp"
#include "input_files.hpp"
#include "names.hpp"
#include "table_rules_options.hpp"

namespace inmail::cli {
namespace {

class ImportCsv : public Command {
  public:
    void declare(Options& options) override {
        rules_.declare_rules(options);
        options.value("--seat", seat_, "SEAT", "The seat of all its rows");
        rules_.declare_files(options);
        options.trial_flag("--preview", preview_, "Show what each row becomes, and by which rule; record nothing");
        options.flag("--update", update_, "Correct recorded events that differ from their rows");
        import_.declare(options);
    }

    ExitCode run(Session& session) override {
        const std::string& word = import_.source("the FILE");
        import_.check_format(session);
        return import_.finish(session, import_file(session, word));
    }

  private:
    [[nodiscard]] app::ImportResult import_file(Session& session, const std::string& word) const {
        InputFile file(word);
        const io::TableRules rules = rules_.read(file, io::TableRules::Kind::events);
        app::TableRequest request;
        request.file_name = file.name();
        request.preview = preview_;
        request.options = import_.options(session);
        request.options.update = update_;
        request.options.dry_run = request.options.dry_run || preview_;
        if (seat_) request.seat = app::name_account(session.store(), AccountId::of(seat_or_person_named(session, *seat_))).name;
        request.options.progress = file.on_progress();
        return app::import_table(session.store(), file.stream(), rules, import_.zone(session), request);
    }

    TableRulesOptions rules_;
    std::optional<std::string> seat_;
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
