#include "inmail/app/diagnose.hpp"

#include "entries.hpp"
#include "reading.hpp"

namespace inmail::cli {
namespace {

class Diagnose : public Command {
  public:
    void declare(Options& options) override { reading_.declare_of_one(options); }

    ExitCode run(Session& session) override {
        return reading_.print(session, app::diagnose(session.store(), reading_.view_of_one(session)));
    }

  private:
    Reading reading_;
};

}  // namespace

CommandEntry diagnose_command() {
    return {
        "diagnose",
        "",
        Group::reading,
        "[ACCOUNT]",
        "Where the ledger and LinkedIn part, and the smallest explanations",
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
