#include "entries.hpp"
#include "inmail/app/reports.hpp"
#include "reading.hpp"

namespace inmail::cli {
namespace {

class Verify : public Command {
  public:
    void declare(Options& options) override { format_.declare(options); }

    ExitCode run(Session& session) override {
        const auto report = app::verify(session.store(), session.now());
        Session::print(render::render(report, format_.format(session), session.display()));
        return report.problems.empty() ? ExitCode::done : ExitCode::damaged;
    }

  private:
    FormatOption format_;
};

}  // namespace

CommandEntry verify_command() {
    return {"verify",
            "",
            Group::ledger,
            "",
            "Prove that the ledger is whole",
            "inmail verify",
            "Checks the file, its migrations, every event's hash, and that every account conserves its credits. Closed months\n"
            "whose figures have drifted since are told, but are no problem. Exit 5 where something is damaged.",
            make_command<Verify>};
}

}  // namespace inmail::cli
