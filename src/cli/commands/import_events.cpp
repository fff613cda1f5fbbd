#include "inmail/app/import/import_events.hpp"

#include "commands/command_table.hpp"
#include "import_options.hpp"
#include "input_files.hpp"

namespace inmail::cli {
namespace {

class ImportEvents : public Command {
  public:
    void declare(Options& options) override {
        import_.declare(options);
        options.flag("--replace", replace_, "Treat the file as complete: void rows that it lacks now, and replace changed ones");
        options.value("--source", source_, "NAME", "The name by which to remember the file (default: its own)");
        options.flag("--force", force_, "Replace even if the file is empty or lacks more than a third of the rows");
    }

    ExitCode run(Session& session) override {
        const std::string& word = import_.source("the FILE");
        import_.check_format(session);
        return import_.finish(session, import_file(session, word));
    }

  private:
    [[nodiscard]] app::ImportOptions options(const Session& session, bool standard_input) const {
        app::ImportOptions options = import_.options(session);
        if (replace_ && options.skip_invalid)
            throw UsageError("--replace needs a file without bad rows", "correct the bad rows, and leave --skip-invalid out");
        if (replace_ && standard_input && !source_)
            throw UsageError("--replace from standard input needs the name of its source", "--source NAME");
        options.source = source_.value_or("");
        // What was read from there before was another file.
        if (standard_input && !source_) options.zone_as_before = false;
        options.replace = replace_;
        options.force = force_;
        return options;
    }

    [[nodiscard]] app::ImportResult import_file(Session& session, const std::string& word) const {
        app::ImportOptions request = options(session, is_standard_input(word));
        InputFile file(word);
        request.progress = file.on_progress();
        return app::import_events(session.store(), file.stream(), file.name(), import_.zone(session), request);
    }

    std::optional<std::string> source_;
    bool replace_{false};
    bool force_{false};
    ImportCommandOptions import_;
};

}  // namespace

CommandEntry import_events_command() {
    return {
        "import events",
        "",
        CommandGroup::recording,
        "FILE | -",
        "Record events from a CSV file",
        "inmail import events team.csv --dry-run\n"
        "inmail import events team.csv\n"
        "inmail import events team.csv --replace",
        "Reads a CSV file with a header line. Its columns, in any order: at, event, seat, pool, team, name, plan, rulebook,\n"
        "prospect, channel, outcome, thread, campaign, amount, price, currency, note, key, ref, ... All or nothing: if one row\n"
        "is bad, nothing is recorded and every bad row is listed (exit 3). Importing the same file again adds nothing. To\n"
        "import a corrected file, use --replace.",
        make_command<ImportEvents>};
}

}  // namespace inmail::cli
