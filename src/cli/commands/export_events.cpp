#include "commands/command_table.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/io/event_csv.hpp"
#include "inmail/text/terminal.hpp"
#include "options.hpp"
#include "output.hpp"
#include "time_options.hpp"

namespace inmail::cli {
namespace {

class ExportEvents : public Command {
  public:
    void declare(Options& options) override {
        declare_when(options, "--known-at", known_at_, "Only what was recorded by then");
        options.value("-o,--output", output_, "FILE", "Write to this file instead of standard output");
        options.flag("--force", force_, "Replace the file if it exists");
    }

    ExitCode run(Session& session) override {
        Scope scope;
        scope.known_at = known_at(session, known_at_);
        Store& store = session.store();
        Output output(output_, force_, session.ledger_path());
        io::EventCsvWriter writer(output.stream());
        store.read_records(scope, [&](const RecordedEvent& event) {
            writer.write(event);
            output.check();
        });
        session.close();
        output.finish();
        if (output.is_file()) session.say("wrote " + for_terminal(*output_));
        return ExitCode::done;
    }

  private:
    std::optional<std::string> known_at_;
    std::optional<std::string> output_;
    bool force_{false};
};

}  // namespace

CommandEntry export_events_command() {
    return {
        "export events",
        "",
        CommandGroup::ledger,
        "",
        "Write every event as CSV",
        "inmail export events > events.csv\n"
        "inmail export events --output events.csv",
        "Writes all events, including voids and the events they void, in the order of recording. Importing them into an empty\n"
        "ledger gives the same ledger, provided that it has the same default rulebook (`inmail init --rulebook`). Move\n"
        "rulebooks of your own first: `inmail plans --format json`, then `inmail plans import`.",
        make_command<ExportEvents>};
}

}  // namespace inmail::cli
