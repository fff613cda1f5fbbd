#include <algorithm>
#include <iostream>

#include "commands/command_table.hpp"
#include "import_options.hpp"
#include "input_files.hpp"
#include "progress_line.hpp"

namespace inmail::cli {
namespace {

std::int64_t size_of(std::ifstream& file) {
    file.seekg(0, std::ios::end);
    const auto size = static_cast<std::int64_t>(file.tellg());
    file.seekg(0);
    return size;
}

class ImportEvents : public Command {
  public:
    void declare(Options& options) override {
        import_.declare(options);
        options.flag("--replace", replace_,
                     "Take the file as all that its source ever told: void rows that are gone, replace changed ones");
        options.value("--source", source_, "NAME", "The name under which the file is remembered (default: its own)");
        options.flag("--force", force_, "Replace also if the file is empty, or lacks more than a third of the rows");
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
            throw UsageError("--replace takes the file whole", "correct its bad rows instead of --skip-invalid");
        if (replace_ && standard_input && !source_) throw UsageError("whose rows does standard input replace?", "--source NAME");
        options.source = source_.value_or("");
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
        return app::import_events(session.store(), in, name, session.zone(), request);
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
        "Reads a CSV with a header line; its columns are at, event, seat, pool, team, name, plan, rulebook, prospect, channel,\n"
        "outcome, thread, campaign, amount, price, currency, note, key, ref, ... in any order. All or nothing: a file with one\n"
        "bad row records nothing and lists every bad row (exit 3). Importing the same file again adds nothing. A corrected file\n"
        "is imported with --replace.",
        make_command<ImportEvents>};
}

}  // namespace inmail::cli
