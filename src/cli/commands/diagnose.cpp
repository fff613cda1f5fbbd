#include "inmail/app/diagnose/diagnose.hpp"

#include "commands/command_table.hpp"
#include "report_options.hpp"

namespace inmail::cli {
namespace {

class Diagnose : public Command {
  public:
    void declare(Options& options) override { report_options_.declare_of_one(options); }

    ExitCode run(Session& session) override {
        return report_options_.print(session, app::diagnose(session.store(), report_options_.query_of_one(session)));
    }

  private:
    ReportOptions report_options_;
};

}  // namespace

CommandEntry diagnose_command() {
    return {
        "diagnose",
        "",
        CommandGroup::reading,
        "[ACCOUNT]",
        "Where the ledger and LinkedIn disagree, and the smallest explanations",
        "inmail observe ana 41\n"
        "inmail diagnose ana",
        "Finds the last observation that agreed and the first that did not, and ranks what may have happened between them:\n"
        "replies or sends not logged, a grant missed, another rulebook or cap. It changes nothing. It prints the commands that\n"
        "would record each explanation, and has tried each: with it the figures agree.\n"
        "\n"
        "An --at in these commands is the latest possible time: replace it if you know better, and put a name in place of each\n"
        "word in capitals.",
        make_command<Diagnose>};
}

}  // namespace inmail::cli
