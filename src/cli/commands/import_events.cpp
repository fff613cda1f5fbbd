#include "inmail/app/import/import_events.hpp"

#include <algorithm>
#include <iostream>

#include "commands/command_table.hpp"
#include "import_options.hpp"
#include "input_files.hpp"
#include "progress_line.hpp"

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
        const std::string& file = import_.source("the FILE");
        import_.check_format(session);
        const bool standard_input = file == "-";
        const auto name = standard_input ? std::string("standard input") : file;
        return import_.finish(session, import_file(session, standard_input, name));
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

    [[nodiscard]] app::ImportResult import_file(Session& session, bool standard_input, const std::string& name) const {
        app::ImportOptions request = options(session, standard_input);
        ProgressLine line;
        const auto copied = [&](const ReadProgress& read) { line.show(name, read); };
        auto in = standard_input ? spooled(std::cin, name, copied) : open_input(name, copied);
        request.progress = [&, bytes = size_of(in)](ReadProgress read) {
            read.bytes_in_all = std::max(bytes, read.bytes);
            line.show(name, read);
        };
        return app::import_events(session.store(), in, name, import_.zone(session), request);
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
