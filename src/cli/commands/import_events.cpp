#include <iostream>

#include "commands/command_table.hpp"
#include "import_options.hpp"
#include "input_files.hpp"

namespace inmail::cli {
namespace {

class ImportEvents : public Command {
  public:
    void declare(Options& options) override { import_.declare(options); }

    ExitCode run(Session& session) override {
        const std::string& file = import_.source("the FILE");
        import_.check_format(session);
        const bool standard_input = file == "-";
        const auto name = standard_input ? std::string("standard input") : file;
        auto in = standard_input ? spooled(std::cin, name) : open_input(file);
        return import_.finish(session, app::import_events(session.store(), in, name, session.zone(), import_.options(session)));
    }

  private:
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
        "inmail import events team.csv",
        "Reads a CSV with a header line; its columns are at, event, seat, pool, team, name, plan, rulebook, prospect, channel,\n"
        "outcome, thread, campaign, amount, price, currency, note, key, ref, ... in any order. All or nothing: a file with one\n"
        "bad row records nothing and lists every bad row (exit 3). Importing the same file again adds nothing.",
        make_command<ImportEvents>};
}

}  // namespace inmail::cli
