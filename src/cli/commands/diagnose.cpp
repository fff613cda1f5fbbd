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
        "Finds the last observation that agreed and the first that did not, and ranks what may lie between: replies or sends\n"
        "not logged, a grant missed, another rulebook or cap. It changes nothing: it prints the commands that would record each, "
        "and each was tried: with it the figures agree.\n"
        "An --at in them is the latest that it can have been: put what you know in its place, and a name for each word in "
        "capitals.",
        make_command<Diagnose>};
}

}  // namespace inmail::cli
